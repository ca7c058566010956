import { expect, test } from 'vitest'
import { z } from 'zod'
import { brokerOf, brokerVariables } from './broker.ts'

const read = (environment: Record<string, string>) => brokerOf(z.object(brokerVariables).parse(environment))

test('no brokers named, no broker', () => {
  expect(read({})).toBeUndefined()
  expect(read({ KAFKA_BROKERS: ' , ' })).toBeUndefined()
})

test('addresses, encryption and user are taken over', () => {
  expect(read({ KAFKA_BROKERS: 'localhost:9092' })).toEqual({ addresses: ['localhost:9092'], tls: false })
  const all = {
    KAFKA_BROKERS: 'a.example:9093, [::1]:9093',
    KAFKA_TLS: 'on',
    KAFKA_CA: 'PEM',
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-256',
    KAFKA_USERNAME: 'todo',
  }
  expect(read(all)).toEqual({
    addresses: ['a.example:9093', '[::1]:9093'],
    tls: true,
    ca: 'PEM',
    sasl: { mechanism: 'SCRAM-SHA-256', username: 'todo' },
  })
})

test.each(['localhost', 'http://localhost:9092', 'a:9092 b:9092'])('%s is no address', (address) => {
  expect(() => read({ KAFKA_BROKERS: address })).toThrow('host:port')
})

test('a mechanism without a user is refused', () => {
  expect(() => read({ KAFKA_BROKERS: 'a:1', KAFKA_SASL_MECHANISM: 'PLAIN' })).toThrow('KAFKA_USERNAME')
})
