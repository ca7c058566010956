// Creates the topics on the broker that KAFKA_BROKERS names, or brings their settings to what is wanted; never deletes.
// With --check it only says what it would do, and ends with 1 where something differs.
import { z } from 'zod'
import { brokerOf, brokerVariables } from '../src/domain/broker.ts'
import { describePlan } from '../src/local/kafka/describe-plan.ts'
import { reconcileTopics } from '../src/local/kafka/reconcile-topics.ts'
import { StartFailure } from '../src/local/start-failure.ts'
import { parseEnvironment } from '../src/process/environment.ts'
import { createKafka } from '../src/process/kafka.ts'
import { createLog } from '../src/process/log.ts'

const variables = z.object({
  ...brokerVariables,
  KAFKA_PASSWORD: z.string().optional().describe('Password of KAFKA_USERNAME.'),
})

async function main(): Promise<number> {
  const check = process.argv.includes('--check')
  const environment = parseEnvironment(variables, process.env)
  if (!environment.ok) throw new StartFailure('The settings are not usable.', environment.problems.join('\n'))
  const broker = brokerOf(environment.value)
  if (broker === undefined) throw new StartFailure('KAFKA_BROKERS is not set.', 'Set it to host:port of the broker.')
  const log = createLog({ app: 'topics', level: 'error' })
  const kafka = createKafka(broker, { clientId: 'topics', password: environment.value.KAFKA_PASSWORD, log })
  const plan = await reconcileTopics(kafka, { dryRun: check })
  console.log(describePlan(plan, { check }))
  const differs = plan.create.length + plan.change.length > 0
  return plan.conflicts.length > 0 || (check && differs) ? 1 : 0
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof StartFailure)) throw error
  console.error(`${error.message}\n${error.remedy}`)
  process.exitCode = 1
}
