import { type Statement, statementsOf } from './sql-statements.ts'

/**
 * What a release that does not know a migration may trip over. A migration is applied before the rollout, and stays when
 * a rollout is taken back: for a while the release before it works on its schema.
 */
const hazards: readonly { what: string; found: RegExp; but?: RegExp }[] = [
  {
    what: 'drops what the previous release may use',
    found: /\bDROP\s+(TABLE|COLUMN|FUNCTION|PROCEDURE|VIEW|MATERIALIZED|TYPE|SCHEMA|SEQUENCE|ROLE|DEFAULT)\b/i,
  },
  // In ALTER TABLE the word COLUMN may be left out.
  {
    what: 'drops a column',
    found: /\bALTER TABLE\b.*\bDROP\s+(?!COLUMN\b|CONSTRAINT\b|NOT\b|DEFAULT\b|EXPRESSION\b)/i,
  },
  { what: 'renames', found: /\bRENAME\s+(TO|COLUMN|CONSTRAINT|VALUE|\S+\s+TO)\b/i, but: /^ALTER INDEX\b/i },
  {
    what: 'changes the type of a column',
    found: /\bALTER\s+(COLUMN\s+)?\S+\s+(SET DATA )?TYPE\b/i,
    but: /^ALTER TYPE\b/i,
  },
  { what: 'makes a column obligatory', found: /\bSET NOT NULL\b/i },
  { what: 'takes a right away', found: /^REVOKE\b/i, but: /\bFROM PUBLIC$/i },
  { what: 'deletes rows', found: /^(TRUNCATE|DELETE)\b/i },
]

export type Problem = { statement: string; what: string }
/** `breaking` is the newest migration that a release must know to work on the result; undefined: none. */
export type Judgement = { problems: Problem[]; breaking: string | undefined }

const override = /--\s*(?:(breaking)|compatible since (\d{14}_\w+)):\s*\S/

/**
 * Judges the script of a migration. A statement that an earlier release may trip over needs a comment before it:
 * `-- breaking: why`, or `-- compatible since <migration>: why` where releases that know that migration do not mind.
 */
export function judgeMigration(name: string, sql: string): Judgement {
  const problems: Problem[] = []
  const floors: string[] = []
  for (const statement of statementsOf(sql)) {
    const found = hazardsIn(statement)
    if (found.length === 0) continue
    const [matched, breaking, since] = override.exec(statement.comments) ?? []
    if (matched === undefined)
      problems.push(...found.map((what) => ({ statement: statement.code.slice(0, 120), what })))
    else floors.push(breaking ? name : (since ?? name))
  }
  return { problems, breaking: floors.sort().at(-1) }
}

function hazardsIn({ code }: Statement): string[] {
  const found = hazards.filter((hazard) => hazard.found.test(code) && !hazard.but?.test(code)).map(({ what }) => what)
  return addsObligatoryColumn(code) ? [...found, 'adds an obligatory column without a default'] : found
}

/** Each column by itself: one with a default does not excuse another. */
function addsObligatoryColumn(code: string): boolean {
  if (!/^ALTER TABLE\b/i.test(code)) return false
  return code
    .split(/\bADD (?=COLUMN\b|"?\w+"?\s+"?\w)/i)
    .slice(1)
    .filter((part) => !/^(CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK|EXCLUDE)\b/i.test(part))
    .some((part) => /\bNOT NULL\b/i.test(part) && !/\b(DEFAULT|GENERATED)\b/i.test(part))
}
