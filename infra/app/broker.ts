import type { Broker, brokerVariables } from '../../src/domain/broker.ts'
import { namespaces } from '../namespaces.ts'
import type { BrokerSettings } from '../settings-schema.ts'

/** Name of the in-cluster broker's Service, by which clients find it. */
export const brokerService = 'redpanda'
export const brokerPort = 9093

/** The broker that a stack uses. In the cluster, network policies stand in for TLS and passwords. */
export function brokerOf(settings: BrokerSettings): Broker {
  if (settings.mode === 'in-cluster') {
    return {
      addresses: [`${brokerService}-0.${brokerService}.${namespaces.kafka.name}.svc.cluster.local:${brokerPort}`],
      tls: false,
    }
  }
  const { servers, tls, ca, sasl, username } = settings
  return {
    addresses: servers,
    tls,
    ...(ca === undefined ? {} : { ca }),
    ...(sasl === 'none' || username === undefined ? {} : { sasl: { mechanism: sasl, username } }),
  }
}

/** What a process that speaks to the broker itself is told. */
export function brokerEnvironment({
  addresses,
  tls,
  ca,
  sasl,
}: Broker): Partial<Record<keyof typeof brokerVariables, string>> {
  return {
    KAFKA_BROKERS: addresses.join(','),
    KAFKA_TLS: tls ? 'on' : 'off',
    ...(ca === undefined ? {} : { KAFKA_CA: ca }),
    ...(sasl ? { KAFKA_SASL_MECHANISM: sasl.mechanism, KAFKA_USERNAME: sasl.username } : {}),
  }
}
