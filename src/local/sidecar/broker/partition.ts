import { type Topic, topics } from '../../../domain/topology.ts'

/** The partition of `topic` that all events with `key` go to (FNV-1a over UTF-8). */
export function partitionOf(topic: Topic, key: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(key)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0) % topics[topic].partitions
}
