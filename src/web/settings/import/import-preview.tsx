import { useState } from 'react'
import type { RefusedRow } from '../../../domain/import/import-item.ts'
import { Button } from '../../ui/button.tsx'
import { countOf, type Preview } from './use-import.ts'

export const sourceNames = { todoist: 'Todoist', vikunja: 'Vikunja', 'todo-chatbot': 'an export made here' } as const
export const tasksWords = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'task' : 'tasks'}`

type Props = { preview: Preview; onImport: (bringBack: boolean) => void; onCancel: () => void }

/** What an import would do, before it does anything. */
export function ImportPreview({ preview, onImport, onCancel }: Props) {
  const { file, reading, room } = preview
  const [bringBack, setBringBack] = useState(false)
  const [fresh, present, deleted] = (['new', 'present', 'deleted'] as const).map((state) => countOf(preview, state))
  const count = (fresh ?? 0) + (bringBack ? (deleted ?? 0) : 0)
  const lost = Object.entries(reading.lost)
  return (
    <div className="flex flex-col gap-4">
      <p className="font-medium [overflow-wrap:anywhere]">
        {file} <span className="font-normal text-muted">from {sourceNames[reading.source]}</span>
      </p>
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        <Count label="New" value={fresh ?? 0} />
        <Count label="Already here" value={present ?? 0} />
        <Count label="Deleted by you" value={deleted ?? 0} />
        <Count label="Not importable" value={reading.refused.length} />
      </dl>
      {(deleted ?? 0) > 0 && (
        <label className="flex items-center gap-2.5">
          <input
            type="checkbox"
            checked={bringBack}
            onChange={(event) => setBringBack(event.target.checked)}
            className="size-4 accent-accent"
          />
          Bring back what was imported before and deleted since
        </label>
      )}
      <Titles preview={preview} />
      {lost.length > 0 && (
        <p className="text-sm text-muted">
          Has no place here: {lost.map(([what, times]) => `${what} (${times.toLocaleString('en')})`).join(', ')}.
        </p>
      )}
      <RefusedRows rows={reading.refused} />
      {count > room && (
        <p role="alert" className="text-sm text-danger">
          There is room for {tasksWords(room)} more. Delete some, or import a smaller file.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={count === 0 || count > room} onClick={() => onImport(bringBack)}>
          {count === 0 ? 'Nothing to import' : `Import ${tasksWords(count)}`}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  )
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div className="flex flex-col-reverse rounded-md bg-sunken px-3 py-2">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-lg font-semibold tabular-nums">{value.toLocaleString('en')}</dd>
    </div>
  )
}

const shownTitles = 5

function Titles({ preview: { reading, states } }: { preview: Preview }) {
  const fresh = reading.items.filter((_, index) => states[index] === 'new')
  if (fresh.length === 0) return null
  return (
    <ul className="text-sm">
      {fresh.slice(0, shownTitles).map(({ key, title, due }) => (
        <li key={key} className="flex gap-3 py-0.5">
          <span className="min-w-0 flex-1 truncate">{title}</span>
          <span className="shrink-0 text-muted tabular-nums">{due?.date}</span>
        </li>
      ))}
      {fresh.length > shownTitles && <li className="py-0.5 text-muted">and {fresh.length - shownTitles} more</li>}
    </ul>
  )
}

const shownRows = 100

/** Rows that stay behind, each with its reason. */
export function RefusedRows({ rows }: { rows: readonly RefusedRow[] }) {
  if (rows.length === 0) return null
  return (
    <details className="text-sm">
      <summary className="cursor-pointer py-1 font-medium">
        {rows.length.toLocaleString('en')} {rows.length === 1 ? 'row' : 'rows'} cannot be imported
      </summary>
      <ul className="mt-1 max-h-56 overflow-auto">
        {rows.slice(0, shownRows).map(({ row, title, reason }) => (
          <li key={`${row} ${title}`} className="py-1 [overflow-wrap:anywhere]">
            <span className="text-muted">{[row, title && `“${title}”`].filter(Boolean).join(', ')}:</span> {reason}
          </li>
        ))}
        {rows.length > shownRows && <li className="py-1 text-muted">and {rows.length - shownRows} more</li>}
      </ul>
    </details>
  )
}
