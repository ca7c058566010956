'use client'

/** Replaces the whole document when even the layout failed, so it cannot rely on any of our styles. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <h1>Something broke on this page</h1>
        <p>Your tasks are safe on the server. Please reload the page.</p>
      </body>
    </html>
  )
}
