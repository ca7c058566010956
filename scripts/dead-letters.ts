import { z } from 'zod'
import { brokerOf, brokerVariables } from '../src/domain/broker.ts'
import { createKafka } from '../src/process/kafka.ts'
import { createLog } from '../src/process/log.ts'
import { listDeadLetters, replayDeadLetters } from '../src/server/operations/broker-dead-letters.ts'

/** `npm run dead-letters`: events on the broker that a consumer gave up; shows them or has them delivered again. */

const usage = `Usage: npm run dead-letters -- list | replay <id> | replay all

The broker is the one of KAFKA_BROKERS (with KAFKA_TLS, KAFKA_CA, KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD
as it asks for them). Those of npm start are shown by npm run admin -- dead-letters.`

/** Returns the exit code. */
async function main([action = 'list', which]: readonly string[]): Promise<number> {
  const broker = brokerOf(z.object(brokerVariables).parse(process.env))
  if (broker === undefined || !['list', 'replay'].includes(action) || (action === 'replay') === (which === undefined)) {
    console.error(usage)
    return 2
  }
  const log = createLog({ app: 'dead-letters', level: 'error' })
  const kafka = createKafka(broker, { clientId: 'dead-letters', password: process.env.KAFKA_PASSWORD, log })
  if (which !== undefined) {
    const count = await replayDeadLetters(kafka, which)
    console.log(`${count} delivered again.`)
    return count === 0 && which !== 'all' ? 1 : 0
  }
  const letters = await listDeadLetters(kafka)
  for (const { id, at, problem } of letters)
    console.log(`${id}  ${at.toISOString()}${problem ? `\n    ${problem}` : ''}`)
  console.log(letters.length === 0 ? 'There are no dead letters.' : `${letters.length} to be delivered again.`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
