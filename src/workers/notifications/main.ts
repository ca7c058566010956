import { notificationsEnvironment } from '../../domain/environment.ts'
import { readEnvironment } from '../../process/environment.ts'
import { runWorker } from '../runtime/run-worker.ts'
import { defineWorker } from '../runtime/worker.ts'
import { emailSender } from './channels/email.ts'
import { pushSender } from './channels/push.ts'
import { webhookSender } from './channels/webhook.ts'
import { deliverReminders } from './deliver-reminders.ts'
import { createOutbound } from './outbound/outbound.ts'
import { sendDeliveries } from './send-deliveries.ts'

const { PRIVATE_ENDPOINTS, SMTP_FROM } = readEnvironment(notificationsEnvironment)
const outbound = createOutbound({ allowPrivate: PRIVATE_ENDPOINTS === 'allow' })

await runWorker(
  defineWorker('notifications', {
    'reminder.due': deliverReminders,
    'delivery.due': sendDeliveries({
      push: pushSender(outbound),
      email: emailSender(SMTP_FROM),
      webhook: webhookSender(outbound),
    }),
  }),
)
