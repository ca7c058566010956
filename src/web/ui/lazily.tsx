import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'

/**
 * A component whose code is fetched when it is first shown; nothing is shown until then. Where that fails, because the
 * connection is gone, it says so in its place, and tries again when it is shown the next time.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const make = (): LazyExoticComponent<ComponentType<Props>> =>
    lazy(() =>
      load().then(
        (component) => ({ default: component }),
        () => {
          current = make()
          return { default: Unavailable }
        },
      ),
    )
  let current = make()
  return function Lazily(props: Props) {
    const Loaded = current
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    )
  }
}

function Unavailable() {
  return (
    <p role="alert" className="p-2 text-sm text-muted">
      This part needs a connection.
    </p>
  )
}
