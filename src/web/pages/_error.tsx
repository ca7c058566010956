import type { NextPageContext } from 'next'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

type Props = { status: number | undefined }

/** An address without a page, or a page that broke, here or on the server. */
export default function ErrorPage({ status }: Props) {
  if (status === 404) {
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
  return (
    <Notice title="Something broke on this page">
      <p>Your tasks are safe on the server. Please load the page again.</p>
      <Button look="primary" onClick={() => window.location.reload()}>
        Load again
      </Button>
    </Notice>
  )
}

ErrorPage.open = true
ErrorPage.getInitialProps = ({ res, err }: NextPageContext): Props => ({ status: err?.statusCode ?? res?.statusCode })
