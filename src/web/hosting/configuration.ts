import { type WebEnvironment, webEnvironment } from '../../domain/environment.ts'
import { readEnvironment } from '../../process/environment.ts'

let known: WebEnvironment | undefined

/** The environment of this process, read when first asked for: a build knows none of it. */
export function webConfiguration(): WebEnvironment {
  known ??= readEnvironment(webEnvironment)
  return known
}
