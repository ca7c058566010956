import { expect, test } from 'vitest'
import { planTopics, wantedTopics } from './topic-plan.ts'

const nothing = { create: [], change: [], conflicts: [], unknown: [] }

test('every topic has its dead letters, and all are kept for a time', () => {
  const names = wantedTopics().map(({ name }) => name)
  expect(names.sort()).toEqual([
    'deliveries',
    'deliveries-dead',
    'reminders',
    'reminders-dead',
    'task-events',
    'task-events-dead',
    'task-updates',
    'task-updates-dead',
  ])
  for (const { settings } of wantedTopics()) expect(Number(settings['retention.ms'])).toBeGreaterThan(0)
})

test('a broker without topics gets all of them, one that has them is left alone', () => {
  expect(planTopics(wantedTopics(), [])).toEqual({ ...nothing, create: wantedTopics() })
  expect(planTopics(wantedTopics(), wantedTopics())).toEqual(nothing)
})

test('a setting that differs or is missing is changed, others of the broker are not', () => {
  const actual = wantedTopics().map((topic) =>
    topic.name === 'reminders'
      ? { ...topic, settings: { ...topic.settings, 'retention.ms': '1', 'flush.ms': '5' } }
      : topic,
  )
  const change = [{ name: 'reminders', setting: 'retention.ms', from: '1', to: '604800000' }]
  expect(planTopics(wantedTopics(), actual)).toEqual({ ...nothing, change })
})

test('another number of partitions is a conflict, in either direction', () => {
  const actual = wantedTopics().map((topic) => (topic.name === 'reminders' ? { ...topic, partitions: 13 } : topic))
  expect(planTopics(wantedTopics(), actual)).toEqual({
    ...nothing,
    conflicts: ['reminders has 13 partitions instead of 12; their number is fixed for good.'],
  })
})

test('topics of others are named and left, those of the broker itself are not even named', () => {
  const others = ['payments', '__consumer_offsets'].map((name) => ({ name, partitions: 1, settings: {} }))
  expect(planTopics(wantedTopics(), [...wantedTopics(), ...others])).toEqual({ ...nothing, unknown: ['payments'] })
})
