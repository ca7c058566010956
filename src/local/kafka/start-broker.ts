import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { type Broker, brokerOf, brokerVariables } from '../../domain/broker.ts'
import { type Environment, findProgram } from '../dapr/find-program.ts'
import { atParentsDeath } from '../dapr/program.ts'
import { freeNeighbours } from '../free-port.ts'
import { errorText, StartFailure } from '../start-failure.ts'

export type LocalBroker = {
  broker: Broker
  password?: string
  /** Whether it was started here, and so can be stopped and started again. */
  own: boolean
  /** Ends it at once, as a crash would; `start` brings it back with what it has stored. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Lets it hang with all its connections open (SIGSTOP), or go on (SIGCONT). */
  signal(name: 'SIGSTOP' | 'SIGCONT'): Promise<void>
  /** Stops it and removes what it stored; nothing is done to a broker that was not started here. */
  close(): Promise<void>
}

const command = {
  name: 'kafka-broker',
  variable: 'KAFKA_BROKER_COMMAND',
  remedy:
    'Set KAFKA_BROKERS to a running Kafka or Redpanda (such as "docker run -p 9092:9092 docker.redpanda.com/redpandadata/redpanda redpanda start --mode dev-container --advertise-kafka-addr localhost:9092"), or put a program "kafka-broker" on the PATH that obeys up, down, "down --hard", pid and wipe with KAFKA_HOST, KAFKA_PORT and KAFKA_STATE.',
}

/**
 * The broker that KAFKA_BROKERS names, else one started for the caller in `folder`.
 *
 * @throws StartFailure that says how to get one
 */
export async function startBroker(folder: string, environment: Environment = process.env): Promise<LocalBroker> {
  const named = brokerOf(z.object(brokerVariables).parse(environment))
  if (named !== undefined) return leaveAlone(named, environment.KAFKA_PASSWORD)
  const file = findProgram(command, environment)
  await mkdir(folder, { recursive: true })
  // Its neighbour is taken for its controller.
  const port = await freeNeighbours('127.0.0.1', 2)
  const env = { ...process.env, KAFKA_HOST: '127.0.0.1', KAFKA_PORT: String(port), KAFKA_STATE: folder }
  const run = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)(file, args, { env }).catch((cause: unknown) => {
      throw new StartFailure(`${file} ${args.join(' ')} failed: ${errorText(cause)}`, `Its logs are in ${folder}.`, {
        cause,
      })
    })
    return stdout
  }
  await run('up')
  const guard = atParentsDeath('"$0" wipe', [file], env)
  return {
    broker: { addresses: [`127.0.0.1:${port}`], tls: false },
    own: true,
    kill: async () => void (await run('down', '--hard')),
    start: async () => void (await run('up')),
    signal: async (name) => void process.kill(Number(await run('pid')), name),
    async close() {
      guard?.kill('SIGKILL')
      await run('wipe')
    },
  }
}

function leaveAlone(broker: Broker, password: string | undefined): LocalBroker {
  const refuse = () => Promise.reject(new Error('this broker was not started here'))
  return {
    broker,
    ...(password !== undefined && { password }),
    own: false,
    kill: refuse,
    start: refuse,
    signal: refuse,
    close: async () => {},
  }
}
