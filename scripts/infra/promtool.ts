import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RuleCase, ruleCases } from '../../infra/monitoring/rules/rule-cases.ts'
import { ruleFile } from '../../infra/monitoring/rules/rule-file.ts'
import { prometheusConfig } from '../../infra/monitoring/scrape-config.ts'
import type { Verdict } from './judge-objects.ts'

const howToGet =
  'It is part of Prometheus: https://prometheus.io/download, or GOWORK=off go build ./cmd/promtool in its sources; then on PATH, or named by PROMTOOL.'

/**
 * What Prometheus itself says of configuration and rules, and whether each alert fires where it should and stays
 * silent where it should not.
 *
 * @throws where there is no promtool, with how to get it
 */
export function judgeAlerts(folder: string, promtool: string = process.env.PROMTOOL ?? 'promtool'): Verdict[] {
  const rules = join(folder, 'rules.json')
  const config = join(folder, 'prometheus.json')
  writeFileSync(rules, ruleFile({ cloud: true }))
  const all = prometheusConfig({ cloud: true, ingress: true, broker: true, postgres: true })
  writeFileSync(config, all.replace('/etc/prometheus/rules.json', rules))
  const run = (...args: string[]): string | undefined => {
    const { status, stdout, stderr, error } = spawnSync(promtool, args, { encoding: 'utf8' })
    if (error) throw new Error(`${promtool} did not run (${error.message}). ${howToGet}`)
    return status === 0 ? undefined : `${stdout}${stderr}`.slice(0, 2_000)
  }
  return [
    { title: 'promtool: configuration', problem: run('check', 'config', '--syntax-only', config) },
    { title: 'promtool: rules', problem: run('check', 'rules', '--lint=all', '--lint-fatal', rules) },
    ...ruleCases.map((one, index) => {
      const file = join(folder, `case-${index}.json`)
      writeFileSync(file, JSON.stringify(testFile(one, rules)))
      return { title: titleOf(one), problem: run('test', 'rules', file) }
    }),
  ]
}

const titleOf = ({ alert, fires }: RuleCase) => `promtool: ${alert} ${fires ? 'fires' : 'stays silent'}`

/** Whether anything fires is asked, not how: texts of alerts may change without their cases. */
function testFile({ alert, fires, at, series }: RuleCase, rules: string) {
  return {
    rule_files: [rules],
    // What spans days is judged each half hour: each minute would take minutes.
    evaluation_interval: Number.parseInt(at, 10) > 200 ? '30m' : '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [
          {
            expr: `count(ALERTS{alertname="${alert}", alertstate="firing"}) > bool 0`,
            eval_time: at,
            exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
          },
        ],
      },
    ],
  }
}
