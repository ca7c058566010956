/** Writes a line as the native engine logs: the CLI reads these for the reason of a failure. */
export function logLine(level: 'INFO' | 'ERROR', message: string, fields: Record<string, unknown> = {}): void {
  const line = { level, fields: { message, ...fields }, target: 'schema_engine::logger' }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
