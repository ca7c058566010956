import { useRouter } from 'next/router'
import type { ComponentProps } from 'react'

/** A link to another page of the product, without reloading. Next's own Link fetches ahead, which two pages do not need. */
export function PageLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter()
  return (
    <a
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        void router.push(href)
      }}
      {...rest}
    />
  )
}
