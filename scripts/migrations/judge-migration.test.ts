import { describe, expect, test } from 'vitest'
import { judgeMigration } from './judge-migration.ts'

const name = '20270101000000_example'
const judge = (sql: string) => judgeMigration(name, sql)

describe('what the previous release can live with', () => {
  test.each([
    'CREATE TABLE app.label (id uuid NOT NULL, name text NOT NULL);',
    'ALTER TABLE app.task ADD COLUMN colour text;',
    "ALTER TABLE app.task ADD COLUMN colour text NOT NULL DEFAULT 'red';",
    'ALTER TABLE app.task ADD COLUMN total int NOT NULL GENERATED ALWAYS AS (1) STORED;',
    'ALTER TABLE app.task ALTER COLUMN notes DROP NOT NULL;',
    'ALTER TABLE app.task DROP CONSTRAINT task_length;',
    'ALTER TABLE app.task ADD CONSTRAINT task_length CHECK (char_length(title) < 1000 AND title IS NOT NULL);',
    'DROP INDEX app.task_tags;',
    'REVOKE ALL ON FUNCTION app.f() FROM PUBLIC;',
    'ALTER INDEX app.task_tags RENAME TO task_tag_list;',
    'CREATE OR REPLACE FUNCTION app.f() RETURNS void LANGUAGE sql AS $$ DELETE FROM app.task; DROP TABLE x $$;',
    "COMMENT ON TABLE app.task IS 'DROP TABLE app.task';",
    '-- DROP TABLE app.task;\nSELECT 1;',
    '/* ALTER TABLE x RENAME TO y; */ SELECT 1;',
  ])('%s', (sql) => {
    expect(judge(sql)).toEqual({ problems: [], breaking: undefined })
  })
})

describe('what it may trip over', () => {
  test.each([
    ['DROP TABLE app.task;', 'drops what the previous release may use'],
    ['drop function app.f(int);', 'drops what the previous release may use'],
    ['ALTER TABLE app.task DROP COLUMN notes;', 'drops what the previous release may use'],
    ['ALTER TABLE app.task DROP notes;', 'drops a column'],
    ['ALTER TABLE app.task RENAME COLUMN notes TO text;', 'renames'],
    ['ALTER TABLE app.task RENAME notes TO text;', 'renames'],
    ['ALTER TABLE app.task RENAME TO todo;', 'renames'],
    ["ALTER TYPE app.priority RENAME VALUE 'a' TO 'b';", 'renames'],
    ['ALTER TABLE app.task ALTER COLUMN seq TYPE int;', 'changes the type of a column'],
    ['ALTER TABLE app.task ALTER seq SET DATA TYPE int;', 'changes the type of a column'],
    ['ALTER TABLE app.task ALTER COLUMN notes SET NOT NULL;', 'makes a column obligatory'],
    ['ALTER TABLE app.task ADD COLUMN colour text NOT NULL;', 'adds an obligatory column without a default'],
    [
      'ALTER TABLE app.task ADD COLUMN a int NOT NULL DEFAULT 1, ADD b int NOT NULL;',
      'adds an obligatory column without a default',
    ],
    ['REVOKE SELECT ON app.task FROM todo_app;', 'takes a right away'],
    ['DELETE FROM app.task;', 'deletes rows'],
    ['DO $$ BEGIN EXECUTE 1; DROP TABLE app.task; END $$;', 'drops what the previous release may use'],
  ])('%s', (sql, what) => {
    expect(judge(sql).problems.map((problem) => problem.what)).toContain(what)
  })
})

describe('a comment before the statement', () => {
  test('says that rollbacks end there', () => {
    const sql = '-- breaking: the old format cannot be kept\nDROP TABLE app.task;'
    expect(judge(sql)).toEqual({ problems: [], breaking: name })
  })

  test('says since which migration nothing uses it', () => {
    const sql =
      '-- compatible since 20260101000000_unused: read by nothing since\nALTER TABLE app.task DROP COLUMN notes;'
    expect(judge(sql)).toEqual({ problems: [], breaking: '20260101000000_unused' })
  })

  test('needs a reason, and excuses no other statement', () => {
    expect(judge('-- breaking:\nDROP TABLE app.task;').problems).toHaveLength(1)
    expect(judge('-- breaking: why\nDROP TABLE app.a;\nDROP TABLE app.b;').problems).toHaveLength(1)
  })
})
