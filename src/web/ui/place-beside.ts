const gap = 4
const margin = 8

/** Puts a fixed element under its anchor, or above it where there is no room, inside the window. */
export function placeBeside(anchor: HTMLElement, floating: HTMLElement): void {
  const around = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = floating
  const below = around.bottom + gap
  const top = below + height > window.innerHeight - margin ? around.top - gap - height : below
  const left = around.right - width
  floating.style.top = `${clamp(top, window.innerHeight - height - margin)}px`
  floating.style.left = `${clamp(left, window.innerWidth - width - margin)}px`
}

const clamp = (value: number, max: number) => Math.max(margin, Math.min(value, max))
