import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { errorCode, errorText, StartFailure } from '../start-failure.ts'

/**
 * A backup is a gzipped file of lines: the header, then for each table `["table", …]` and its rows as JSON objects, for
 * each sequence `["sequence", …]`, and last `["end", …]` with a checksum of all before. Rows are told apart by their
 * brace; they are never parsed here, as their numbers may be larger than JavaScript's.
 */
export const formatVersion = 1

export const databaseSchema = z.enum(['app', 'sidecar'])
export type BackedUpDatabase = z.infer<typeof databaseSchema>

const headerSchema = z.object({
  format: z.literal('todo-chatbot-backup'),
  version: z.number(),
  createdAt: z.iso.datetime(),
  /** The sidecar's messages are of this moment, the application's data of a later one. */
  sidecarAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  authSecret: z.string(),
})
export type BackupHeader = z.infer<typeof headerSchema>

const tableSchema = z.object({
  database: databaseSchema,
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()).min(1),
})
export type BackupTable = z.infer<typeof tableSchema>

const sequenceSchema = z.object({
  database: databaseSchema,
  schema: z.string(),
  name: z.string(),
  /** As text: it may be larger than JavaScript's numbers. */
  value: z.string(),
  called: z.boolean(),
})
export type BackupSequence = z.infer<typeof sequenceSchema>

const markSchema = z.union([
  z.tuple([z.literal('table'), tableSchema]),
  z.tuple([z.literal('sequence'), sequenceSchema]),
  z.tuple([z.literal('end'), z.object({ lines: z.int(), sha256: z.string() })]),
])

export type BackupEntry =
  | { kind: 'table'; table: BackupTable }
  | { kind: 'row'; json: string }
  | { kind: 'sequence'; sequence: BackupSequence }

/** Writes a backup; the file appears only once it is whole, readable by its owner alone. */
export async function writeBackup(file: string, header: BackupHeader, entries: AsyncIterable<BackupEntry>) {
  const partial = `${file}.partial`
  try {
    const target = createWriteStream(partial, { mode: 0o600 })
    await pipeline(Readable.from(lines(header, entries)), createGzip(), target)
    const handle = await open(partial, 'r')
    await handle.sync()
    await handle.close()
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw new StartFailure(
      `The backup could not be written to ${file}: ${errorText(error)}.`,
      'Check that the folder exists, can be written and has room.',
      { cause: error },
    )
  }
}

async function* lines(header: BackupHeader, entries: AsyncIterable<BackupEntry>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let count = 0
  const line = (text: string): string => {
    count += 1
    hash.update(text).update('\n')
    return `${text}\n`
  }
  yield line(JSON.stringify(header))
  for await (const entry of entries) {
    if (entry.kind === 'row') yield line(entry.json)
    else if (entry.kind === 'table') yield line(JSON.stringify(['table', entry.table]))
    else yield line(JSON.stringify(['sequence', entry.sequence]))
  }
  yield `${JSON.stringify(['end', { lines: count, sha256: hash.digest('hex') }])}\n`
}

/** Reads all of a backup and checks it; returns its header. @throws StartFailure where it is none or damaged */
export async function verifyBackup(file: string): Promise<BackupHeader> {
  const { header, entries } = await openBackup(file)
  for await (const _ of entries) {
    // Reading to the end is what checks it.
  }
  return header
}

/** A backup's header, and its entries as they are read; the last one comes only when all of it was sound. */
export async function openBackup(file: string) {
  const reading = readLines(file)
  const first = await reading.next().catch((error: unknown) => {
    throw unreadable(file, error)
  })
  const hash = createHash('sha256')
  const header = parseHeader(file, String(first.value ?? ''))
  hash.update(String(first.value)).update('\n')
  return { header, entries: readEntries(file, reading, hash) }
}

async function* readEntries(file: string, reading: AsyncIterable<string>, hash: Hash): AsyncGenerator<BackupEntry> {
  let count = 1
  let held: BackupEntry | undefined
  try {
    for await (const line of reading) {
      const entry = parseLine(line)
      if (entry.kind === 'end') {
        if (entry.lines !== count || entry.sha256 !== hash.digest('hex')) throw new Error('its checksum does not match')
        if (held) yield held
        return
      }
      count += 1
      hash.update(line).update('\n')
      if (held) yield held
      held = entry
    }
    throw new Error('it ends too early')
  } catch (error) {
    throw error instanceof StartFailure ? error : unreadable(file, error)
  }
}

function parseLine(line: string): BackupEntry | { kind: 'end'; lines: number; sha256: string } {
  if (line.startsWith('{')) return { kind: 'row', json: line }
  const [kind, value] = markSchema.parse(JSON.parse(line))
  if (kind === 'table') return { kind, table: value }
  return kind === 'sequence' ? { kind, sequence: value } : { kind, ...value }
}

function parseHeader(file: string, line: string): BackupHeader {
  let header: unknown
  try {
    header = JSON.parse(line)
  } catch (error) {
    throw unreadable(file, error)
  }
  const version = z.object({ format: z.literal('todo-chatbot-backup'), version: z.number() }).safeParse(header)
  if (version.success && version.data.version > formatVersion) {
    throw new StartFailure(
      `${file} was made by a newer release (backup format ${version.data.version}).`,
      'Restore it with that release or a later one.',
    )
  }
  const parsed = headerSchema.safeParse(header)
  if (!parsed.success) throw unreadable(file, parsed.error)
  return parsed.data
}

async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const text = source.pipe(createGunzip())
  source.once('error', (error) => text.destroy(error))
  yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })
}

function unreadable(file: string, cause: unknown): StartFailure {
  if (errorCode(cause) === 'ENOENT') return new StartFailure(`There is no file ${file}.`, 'Check its name.', { cause })
  return new StartFailure(
    `${file} is not a sound backup of todo-chatbot (${errorText(cause)}).`,
    'Nothing was changed. Use another backup.',
    { cause },
  )
}
