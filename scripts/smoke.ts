// `npm run smoke -- --url http://localhost:3000 [--patience SECONDS]`: uses the product as somebody would and says which
// criteria of a good deployment it meets. SMOKE_EMAIL and SMOKE_PASSWORD name an account, where nobody else is let in.
import { parseArgs } from 'node:util'
import type { Criterion } from './smoke/criteria.ts'
import { untilGood } from './smoke/until-good.ts'

const { url, patience } = parseArgs({
  options: { url: { type: 'string' }, patience: { type: 'string', default: '0' } },
}).values

const line = ({ what, met, figure }: Criterion): string => `${met ? '✓' : '✗'} ${what}: ${figure}`

if (url === undefined || !/^https?:\/\/[^/]+\/?$/.test(url) || !/^\d+$/.test(patience)) {
  console.error('Usage: npm run smoke -- --url https://todo.example.org [--patience SECONDS]')
  process.exitCode = 2
} else {
  const say = (text: string): void => console.log(text)
  const criteria = await untilGood({ url: url.replace(/\/$/, ''), patienceMs: Number(patience) * 1_000, say })
  console.log(criteria.map(line).join('\n'))
  process.exitCode = criteria.every(({ met }) => met) ? 0 : 1
}
