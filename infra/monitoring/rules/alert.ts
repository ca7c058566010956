export type Alert = {
  /** CamelCase; its runbook is the section of that name. */
  name: string
  severity: 'critical' | 'warning'
  expr: string
  /** How long it must hold before anybody is told. */
  for: string
  summary: string
  description: string
}
