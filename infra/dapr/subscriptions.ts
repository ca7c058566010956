import { components, deadLetterTopic, subscriptions } from '../../src/domain/topology.ts'
import type { Subscription } from './objects.ts'

/** Declarative subscriptions: an app need not be asked for them. */
export function daprSubscriptions(): Subscription[] {
  return subscriptions.map(({ app, topic, route }) => ({
    apiVersion: 'dapr.io/v2alpha1',
    kind: 'Subscription',
    metadata: { name: `${app}-${topic}` },
    spec: {
      pubsubname: components.pubsub,
      topic,
      deadLetterTopic: deadLetterTopic(topic),
      routes: { default: route },
    },
    scopes: [app],
  }))
}
