import { unzipSync } from 'fflate'
import Papa from 'papaparse'
import type { ImportContext, ImportReading } from '../../../domain/import/import-item.ts'
import { ownExport, readOwnExport } from '../../../domain/import/own-export.ts'
import { isTaskCsv, readTaskCsv } from '../../../domain/import/task-csv.ts'
import { isTodoist, readTodoist } from '../../../domain/import/todoist.ts'
import { readVikunja, vikunjaProjects } from '../../../domain/import/vikunja.ts'
import { limits } from '../../../domain/limits.ts'

/** A file that cannot be imported; the message is for its owner. */
export class UnreadableFile extends Error {}

type NamedFile = { name: string; bytes: Uint8Array }

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`
const unknownForm =
  'This file is not an export that can be imported. Choose a CSV file or backup of Todoist, the ZIP file of Vikunja, or an export made here.'

/** What a file holds, whatever it is called. Throws UnreadableFile; nothing is written anywhere. */
export function readImportFile({ name, bytes }: NamedFile, context: ImportContext): ImportReading {
  if (bytes.length === 0) throw new UnreadableFile('This file is empty.')
  if (bytes.length > limits.importFileBytes)
    throw new UnreadableFile(`This file is too large: at most ${megabytes(limits.importFileBytes)} can be imported.`)
  return isZip(bytes) ? readParts(unzip(bytes), context) : readText({ name, text: decode(bytes) }, context)
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

/** Unpacks what may be tasks. What a file says of its size is what it gets: more is not unpacked, whatever it holds. */
function unzip(bytes: Uint8Array): NamedFile[] {
  let total = 0
  const tooLarge = new UnreadableFile(
    `What is packed in this file is too large: at most ${megabytes(limits.importUnpackedBytes)} can be imported.`,
  )
  try {
    const files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!/(^|\/)(data\.json|[^/]+\.csv)$/i.test(name) || name.startsWith('__MACOSX/')) return false
        total += originalSize
        if (total > limits.importUnpackedBytes) throw tooLarge
        return true
      },
    })
    return Object.entries(files).map(([name, content]) => ({ name, bytes: content }))
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile('This ZIP file is damaged and cannot be opened.')
  }
}

function readParts(parts: readonly NamedFile[], context: ImportContext): ImportReading {
  const json = parts.find(({ name }) => /data\.json$/i.test(name))
  if (json !== undefined) return readText({ name: json.name, text: decode(json.bytes) }, context)
  const tables = parts.map(({ name, bytes }) => ({ project: baseName(name), rows: readCsv(decode(bytes)) }))
  if (tables.length === 0 || !tables.every(({ rows }) => isTodoist(rows))) throw new UnreadableFile(unknownForm)
  return readTodoist(tables, context)
}

function readText({ name, text }: { name: string; text: string }, context: ImportContext): ImportReading {
  if (/^\s*[[{]/.test(text)) return readJson(text, context)
  const rows = readCsv(text)
  if (isTodoist(rows)) return readTodoist([{ project: baseName(name), rows }], context)
  if (isTaskCsv(rows)) return readTaskCsv(rows, context)
  throw new UnreadableFile(unknownForm)
}

function readJson(text: string, context: ImportContext): ImportReading {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new UnreadableFile('This file is not complete: it begins as JSON but cannot be read to its end.')
  }
  const own = ownExport(data)
  if (own !== null) return readOwnExport(own)
  const projects = vikunjaProjects(data)
  if (projects !== null) return readVikunja(projects, context)
  throw new UnreadableFile(unknownForm)
}

function readCsv(text: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' })
  const quotes = errors.find(({ type }) => type === 'Quotes')
  if (quotes !== undefined)
    throw new UnreadableFile(`This CSV file is broken in row ${(quotes.row ?? 0) + 1}: a quotation mark is missing.`)
  return data
}

/** UTF-8 or UTF-16 as their marks say; anything else is refused, as it would come out as nonsense. */
function decode(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new UnreadableFile('The letters of this file cannot be read. Save it as UTF-8 and choose it again.')
  }
}

const baseName = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '')
