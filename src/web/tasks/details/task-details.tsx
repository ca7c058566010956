import type { Task } from '../../../domain/task.ts'
import type { TaskPatchInput } from '../../rpc/contract.ts'
import { OptionGroup } from '../../ui/option-group.tsx'
import { usePerform } from '../actions.tsx'
import { priorityNames } from '../priority.ts'
import { TagEditor } from '../tag-editor.tsx'
import { TaskCheckbox } from '../task-checkbox.tsx'
import { DueFields } from './due-fields.tsx'
import { NotesField } from './notes-field.tsx'
import { RecurrenceFields } from './recurrence-fields.tsx'
import { ReminderFields } from './reminder-fields.tsx'
import { TitleField } from './title-field.tsx'

export function TaskDetails({ task }: { task: Task }) {
  const perform = usePerform()
  const save = (patch: TaskPatchInput) => void perform({ kind: 'update', task, patch })
  return (
    <div className="flex flex-col gap-6">
      <div className="-mt-1 -ml-2 flex items-start gap-1">
        <TaskCheckbox task={task} />
        <TitleField key={task.title} title={task.title} onSave={(title) => save({ title })} />
      </div>
      <DueFields task={task} onSave={save} />
      <RecurrenceFields key={task.recurrence?.rule ?? 'once'} task={task} />
      <ReminderFields task={task} onSave={save} />
      <OptionGroup
        label="Priority"
        single
        options={priorityNames}
        chosen={[task.priority]}
        onChange={([priority = 'none']) => save({ priority })}
      />
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Tags</legend>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TagEditor task={task} />
        </div>
      </fieldset>
      <NotesField key={task.notes} notes={task.notes} onSave={(notes) => save({ notes })} />
    </div>
  )
}
