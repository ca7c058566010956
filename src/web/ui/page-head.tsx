import { ArrowLeft } from 'lucide-react'
import { PageLink } from './page-link.tsx'

/** The way back and the title, of pages beside the main one. */
export function PageHead({ title }: { title: string }) {
  return (
    <>
      <PageLink
        href="/"
        className="inline-flex items-center gap-1.5 rounded-md py-1.5 pr-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft size={16} />
        Back to chat and tasks
      </PageLink>
      <h1 className="mt-3 mb-6 text-2xl font-semibold tracking-tight">{title}</h1>
    </>
  )
}
