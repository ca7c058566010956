import { FileUp } from 'lucide-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Section } from '../section.tsx'
import { ImportPreview, RefusedRows, tasksWords } from './import-preview.tsx'
import { PastImports } from './past-imports.tsx'
import { useImport } from './use-import.ts'

/** Tasks from elsewhere: a file is read here, shown, and only then written. */
export function ImportSection() {
  const { step, open, run, reset } = useImport()
  return (
    <Section
      title="Import tasks"
      intro="A CSV file or backup of Todoist, the ZIP file of Vikunja’s export, or an export made here. You see what would happen first, and importing a file again makes nothing twice."
    >
      {step.at === 'start' && <FileDrop problem={step.problem} onFile={(file) => void open(file)} />}
      {step.at === 'reading' && <p role="status">Reading the file…</p>}
      {step.at === 'preview' && (
        <ImportPreview
          preview={step.preview}
          onImport={(bringBack) => void run(step.preview, bringBack)}
          onCancel={reset}
        />
      )}
      {step.at === 'running' && (
        <div className="flex flex-col gap-2">
          <p role="status">
            Importing… {step.done.toLocaleString('en')} of {step.total.toLocaleString('en')}
          </p>
          <progress className="h-2 w-full accent-accent" value={step.done} max={step.total} aria-label="Imported" />
        </div>
      )}
      {step.at === 'done' && (
        <div className="flex flex-col items-start gap-3">
          {step.problem !== null && (
            <p role="alert" className="text-danger">
              {step.problem} Choose the file again to go on: nothing comes twice.
            </p>
          )}
          <p role="status">{tasksWords(step.created)} imported.</p>
          <RefusedRows rows={step.refused} />
          <Button onClick={reset}>Import another file</Button>
        </div>
      )}
      <PastImports />
    </Section>
  )
}

function FileDrop({ problem, onFile }: { problem: string | null; onFile: (file: File) => void }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file !== undefined) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className={cx(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-6 text-center transition-colors',
        over ? 'border-accent bg-accent-soft' : 'border-line',
      )}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor={id} className="sr-only">
        File to import
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".csv,.json,.zip,text/csv,application/json,application/zip"
        className="sr-only"
        tabIndex={-1}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) onFile(file)
          event.target.value = ''
        }}
      />
      <Button onClick={() => input.current?.click()}>
        <FileUp size={17} />
        Choose a file…
      </Button>
      <p className="text-sm text-muted max-sm:hidden">or drop it here</p>
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
