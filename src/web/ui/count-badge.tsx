/** A number in the corner of an icon; the name of the button must say it too. */
export function CountBadge({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span
      aria-hidden="true"
      className="absolute -top-1.5 -right-2 grid h-4 min-w-4 place-items-center rounded-full bg-danger px-1 text-[0.625rem] leading-none font-bold text-surface"
    >
      {count > 99 ? '99+' : count}
    </span>
  )
}
