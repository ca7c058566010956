import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { dashboards } from './dashboards/all.ts'
import { dashboardJson } from './dashboards/dashboard.ts'
import { knownSeries, metricsIn } from './metric-names.ts'
import { ruleCases } from './rules/rule-cases.ts'
import { alerts, ruleFile, runbookOf } from './rules/rule-file.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the metrics of an expression', () => {
  test.each([
    ['sum by (app) (rate(a_total{b="c d"}[5m])) / on(node) d > bool 0', ['a_total', 'd']],
    ['absent(up{job="x"} == 1) and on() (max_over_time(y[6d:15m]) < 0.2)', ['up', 'y']],
    ['topk(3, histogram_quantile(0.5, sum by (le) (rate(z_bucket[1h]))))', ['z_bucket']],
  ])('%s', (expr, names) => {
    expect(metricsIn(expr)).toEqual(names)
  })
})

describe('alerts', () => {
  test.each(alerts.map((alert) => [alert.name, alert] as const))('%s asks for metrics that exist', (_, { expr }) => {
    expect(metricsIn(expr).filter((name) => !knownSeries.has(name))).toEqual([])
    expect(metricsIn(expr).length).toBeGreaterThan(0)
  })

  test('each has a name of its own, and a case in which it fires and one in which it does not', () => {
    expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length)
    const tried = (fires: boolean) =>
      ruleCases
        .filter((one) => one.fires === fires)
        .map(({ alert }) => alert)
        .toSorted()
    expect(tried(true)).toEqual(alerts.map(({ name }) => name).toSorted())
    expect(tried(false)).toEqual(tried(true))
  })

  test('each has its section in the runbooks, with what to do', () => {
    for (const alert of alerts) {
      const [file = '', anchor = ''] = runbookOf(alert).split('#')
      expect(existsSync(`${root}/${file}`)).toBe(true)
      const sections = readFileSync(`${root}/${file}`, 'utf8').split(/^## /m)
      const section = sections.find((text) => text.split('\n', 1)[0]?.toLowerCase() === anchor)
      expect(section, `${file} has no section ${alert.name}`).toBeDefined()
      expect(section?.length).toBeGreaterThan(200)
    }
  })

  test('are valid JSON with a runbook each', () => {
    const rules = ruleFile({ cloud: true })
    expect(JSON.parse(rules).groups.flatMap(({ rules }: { rules: unknown[] }) => rules)).toHaveLength(alerts.length)
  })
})

describe.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))('dashboard %s', (_, dashboard) => {
  test('asks for metrics that exist', () => {
    for (const { title, source, queries } of dashboard.panels) {
      if (source === 'logs') continue
      for (const { expr } of queries) {
        const unknown = metricsIn(expr).filter((name) => !knownSeries.has(name))
        expect(unknown, title).toEqual([])
      }
    }
  })

  test('has panels that do not overlap and stay within the page', () => {
    const { panels } = JSON.parse(dashboardJson(dashboard)) as {
      panels: { gridPos: { x: number; y: number; w: number; h: number } }[]
    }
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(Math.max(...panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBeLessThanOrEqual(24)
  })
})
