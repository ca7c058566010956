import { useEffect, useRef } from 'react'
import { Button } from '../ui/button.tsx'

type Props = { loading: boolean; onMore: () => void }

/** The end of what is loaded: more is fetched before the reader gets there. */
export function MoreTasks({ loading, onMore }: Props) {
  const end = useRef<HTMLDivElement>(null)
  const fetchMore = useRef(onMore)
  fetchMore.current = onMore
  useEffect(() => {
    const element = end.current
    if (element === null || loading) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && fetchMore.current(), {
      root: element.closest('[data-scroller]'),
      rootMargin: '100% 0px',
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [loading])
  return (
    <div ref={end} className="flex justify-center p-4">
      <Button small disabled={loading} onClick={onMore}>
        {loading ? 'Loading…' : 'Load more'}
      </Button>
    </div>
  )
}
