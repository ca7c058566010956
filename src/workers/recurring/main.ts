import { runWorker } from '../runtime/run-worker.ts'
import { defineWorker } from '../runtime/worker.ts'
import { afterCompletion, afterMissed } from './advance-series.ts'

await runWorker(defineWorker('recurring', { 'task.completed': afterCompletion, 'occurrence.missed': afterMissed }))
