export const roles = ['todo_migrator', 'todo_app', 'todo_auth', 'todo_system', 'todo_sidecar'] as const
export type Role = (typeof roles)[number]

export const templateDatabase = 'todo_template'

/** The URL of a database of the test run for one role; its password is its name. */
export function testUrl(adminUrl: string, role: Role, database: string): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = role
  url.pathname = `/${database}`
  return url.href
}
