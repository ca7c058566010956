import type { Secrets } from '../settings.ts'
import type { Settings } from '../settings-schema.ts'
import { createMinikube } from './minikube.ts'
import { createOke } from './oke/oke.ts'
import type { Platform } from './platform.ts'

/** The one place that asks which platform a stack runs on. */
export function createPlatform(settings: Settings, secrets: Secrets): Platform {
  return settings.platform === 'oke' ? createOke(settings, secrets) : createMinikube(settings)
}
