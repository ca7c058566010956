import { PageLink } from '../ui/page-link.tsx'

export function Logo() {
  return (
    <PageLink href="/" className="flex items-center gap-2 rounded-md px-1.5 py-1 font-semibold tracking-tight">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-6">
        <path
          d="M6 3h20a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H14l-6.4 5.1A1 1 0 0 1 6 29.3V25a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Z"
          className="fill-accent"
        />
        <path
          d="m10 14.5 4.3 4.3L22.500 10"
          fill="none"
          strokeWidth="3.2"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-on-accent"
        />
      </svg>
      <span className="max-[24rem]:sr-only">Todo Chatbot</span>
    </PageLink>
  )
}
