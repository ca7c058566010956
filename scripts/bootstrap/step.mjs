import { spawn } from 'node:child_process'

const seconds = (start) => ((performance.now() - start) / 1000).toFixed(1)

/**
 * Runs a command as one visible step and returns its exit code and output. In a terminal the seconds count up; a log
 * gets a line at the start and one at the end.
 */
export async function runStep({ title, command, args, cwd, env }) {
  const start = performance.now()
  const terminal = process.stdout.isTTY === true
  const show = () => process.stdout.write(`\r… ${title} ${Math.floor((performance.now() - start) / 1000)} s`)
  if (terminal) show()
  else process.stdout.write(`… ${title}\n`)
  const timer = terminal ? setInterval(show, 1000) : undefined
  const { code, output } = await run(command, args, { cwd, env })
  clearInterval(timer)
  if (terminal) process.stdout.write('\r\u001b[K')
  if (code === 0) process.stdout.write(`✓ ${title} (${seconds(start)} s)\n`)
  return { code, output }
}

function run(command, args, options) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.once('error', (error) => resolve({ code: 1, output: `${error.code}: ${error.message}` }))
    child.once('close', (code) => resolve({ code, output }))
  })
}
