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
