import { z } from 'zod'

/** What whoever speaks to the broker must know; the sidecars get the same by infra/dapr. */
export type Broker = {
  /** `host:port` of one or more brokers to begin with. */
  addresses: readonly string[]
  tls: boolean
  /** PEM of the authority that signed the broker's certificate, where it is none of the well-known ones. */
  ca?: string
  sasl?: { mechanism: SaslMechanism; username: string }
}

export const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const
export type SaslMechanism = (typeof saslMechanisms)[number]

/** The broker's password is the secret of this name. */
export const brokerPasswordSecret = 'kafka-password'

const address = z.string().regex(/^[^\s:/]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'must be host:port')

/** Variables of a process that speaks to the broker itself; none of them set means that there is no broker. */
export const brokerVariables = {
  KAFKA_BROKERS: z
    .string()
    .optional()
    .transform((list) =>
      (list ?? '')
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .pipe(z.array(address))
    .describe('Kafka brokers as host:port, separated by commas.'),
  KAFKA_TLS: z.enum(['on', 'off']).default('off').describe('Whether the brokers are spoken to by TLS.'),
  KAFKA_CA: z
    .string()
    .optional()
    .describe('Certificate (PEM) of the authority that signed those of the brokers, if it is not a well-known one.'),
  KAFKA_SASL_MECHANISM: z.enum(saslMechanisms).optional().describe('How to sign in at the brokers, where they ask.'),
  KAFKA_USERNAME: z.string().optional().describe('User to sign in as at the brokers.'),
}

const variables = z.object(brokerVariables)

/** The broker that the variables name; undefined where they name none. Throws where they name a mechanism but no user. */
export function brokerOf(environment: z.infer<typeof variables>): Broker | undefined {
  const { KAFKA_BROKERS, KAFKA_TLS, KAFKA_CA, KAFKA_SASL_MECHANISM, KAFKA_USERNAME } = environment
  if (KAFKA_BROKERS.length === 0) return undefined
  if (KAFKA_SASL_MECHANISM !== undefined && KAFKA_USERNAME === undefined)
    throw new Error('KAFKA_SASL_MECHANISM needs KAFKA_USERNAME')
  return {
    addresses: KAFKA_BROKERS,
    tls: KAFKA_TLS === 'on',
    ...(KAFKA_CA !== undefined && { ca: KAFKA_CA }),
    ...(KAFKA_SASL_MECHANISM !== undefined &&
      KAFKA_USERNAME !== undefined && { sasl: { mechanism: KAFKA_SASL_MECHANISM, username: KAFKA_USERNAME } }),
  }
}
