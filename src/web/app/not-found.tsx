import { connection } from 'next/server'
import { Notice } from '../ui/notice.tsx'

export default async function NotFound() {
  await connection()
  return (
    <Notice title="This page does not exist">
      <p>The address may be mistyped, or the page has moved.</p>
      <p>
        <a className="font-medium text-accent underline" href="/">
          Go to your tasks
        </a>
      </p>
    </Notice>
  )
}
