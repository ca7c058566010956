import Papa from 'papaparse'
import { csvCells, csvHeader } from '../../domain/import/task-csv.ts'
import { type Exporting, exportBatches } from './export.ts'

const newline = '\r\n'
// Without it, spreadsheets take the file for one of their own code page.
const byteOrderMark = '\uFEFF'

/** A user's tasks as CSV (RFC 4180, UTF-8) with the columns of domain/import/task-csv.ts, in batches. */
export async function* exportCsv(exporting: Exporting): AsyncGenerator<string> {
  yield byteOrderMark + csvHeader.join(',') + newline
  for await (const tasks of exportBatches(exporting).tasks)
    if (tasks.length > 0) yield Papa.unparse(tasks.map(csvCells), { newline }) + newline
}
