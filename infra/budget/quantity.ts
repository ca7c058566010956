/** Kubernetes quantities as numbers: CPU in millicores, memory in bytes. */

const suffixes: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

/** @throws RangeError for what is no quantity */
export function parseQuantity(text: string | number): number {
  const match = /^(?<number>\d+(?:\.\d+)?(?:e\d+)?)(?<suffix>m|k|[MGT]i?|Ki)?$/.exec(String(text))
  const factor = suffixes[match?.groups?.suffix ?? '']
  if (!match?.groups || factor === undefined) throw new RangeError(`${text} is no quantity such as 100m or 64Mi.`)
  return Number(match.groups.number) * factor
}

export const gibibyte = 2 ** 30
export const mebibyte = 2 ** 20

/** CPU in millicores (rounded up) and memory in bytes. */
export type Requests = { cpu: number; memory: number }

export const nothing: Requests = { cpu: 0, memory: 0 }
export const add = (a: Requests, b: Requests): Requests => ({ cpu: a.cpu + b.cpu, memory: a.memory + b.memory })
export const times = (a: Requests, count: number): Requests => ({ cpu: a.cpu * count, memory: a.memory * count })
export const greater = (a: Requests, b: Requests): Requests => ({
  cpu: Math.max(a.cpu, b.cpu),
  memory: Math.max(a.memory, b.memory),
})
