import { runWorker } from '../runtime/run-worker.ts'
import { defineWorker } from '../runtime/worker.ts'
import { channelAdapters } from './channels.ts'
import { deliverReminders } from './deliver-reminders.ts'

await runWorker(defineWorker('notifications', { 'reminder.due': deliverReminders(channelAdapters) }))
