export type Alert = {
  /** CamelCase; its runbook is the section of that name. */
  name: string
  /** Of what is free in a cloud; means nothing on a machine of one's own. */
  cloud?: true
  severity: 'critical' | 'warning'
  expr: string
  /** How long it must hold before anybody is told. */
  for: string
  summary: string
  description: string
}

/**
 * By how much a counter has risen within `time`. The first value of a new one counts too, which `increase` leaves out: a
 * sidecar shows no counter of failures before the first, and a new pod has counted before it is first scraped.
 */
export function appearedOrRisen(metric: string, time: string): string {
  const risen = `increase(${metric}[${time}])`
  return `(${risen} + (min_over_time(${metric}[${time}]) unless ${metric} offset ${time}) or ${risen})`
}
