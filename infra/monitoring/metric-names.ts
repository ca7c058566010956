import { type MetricName, metricCatalogue, nodeMetrics, seriesOf } from '../../src/domain/metric-catalogue.ts'
import { thirdPartyMetrics } from './third-party-metrics.ts'

/** Every series an alert or a dashboard may ask for. */
export const knownSeries: ReadonlySet<string> = new Set([
  ...(Object.keys(metricCatalogue) as MetricName[]).flatMap(seriesOf),
  ...nodeMetrics,
  ...Object.values(thirdPartyMetrics).flat(),
])

/** What in PromQL is a word but no metric. */
const words = new Set('by on and or unless without bool ignoring group_left group_right offset'.split(' '))

/** The metrics that a PromQL expression asks for: names that are neither functions, labels nor words of the language. */
export function metricsIn(expr: string): string[] {
  const bare = expr
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
  const names = bare.matchAll(/(?<![\w.])([a-zA-Z_][a-zA-Z0-9_]*)(?!\s*\(|\w)/g)
  return [...new Set([...names].map(([, name = '']) => name).filter((name) => !words.has(name)))]
}
