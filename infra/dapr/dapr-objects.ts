import { appIds } from '../../src/domain/topology.ts'
import { daprComponents } from './components.ts'
import { daprConfiguration } from './configuration.ts'
import type { DaprObject } from './objects.ts'
import { daprResiliency } from './resiliency.ts'
import type { DaprSettings } from './settings.ts'
import { daprSubscriptions } from './subscriptions.ts'

/** All that Dapr is told of this product: custom resources in a cluster, files outside of one. */
export function daprObjects(settings: DaprSettings): DaprObject[] {
  return [
    ...daprComponents(settings),
    ...daprSubscriptions(),
    ...daprResiliency(settings),
    ...appIds.map((app) => daprConfiguration(app, settings)),
  ]
}
