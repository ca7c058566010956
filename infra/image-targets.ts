import { appIds } from '../src/domain/topology.ts'

/** The images of the product: one for each process, and one that prepares database and topics before a rollout. */
export const imageTargets = [...appIds, 'migrate'] as const
export type ImageTarget = (typeof imageTargets)[number]
