import '../shell/globals.css'
import NextApp, { type AppProps } from 'next/app'
import Head from 'next/head'
import { App } from '../shell/app.tsx'

type Props = Omit<AppProps, 'Component'> & { Component: AppProps['Component'] & { title?: string; open?: true } }

/** Pages are for those signed in, unless they say that they are `open` to everybody. */
export default function Root({ Component, pageProps }: Props) {
  const page = <Component {...pageProps} />
  return (
    <>
      <Head>
        <title>{Component.title === undefined ? 'Todo Chatbot' : `${Component.title} · Todo Chatbot`}</title>
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
      </Head>
      {Component.open === true ? page : <App>{page}</App>}
    </>
  )
}

// With it every page is rendered per request: only so can its scripts carry the request's nonce.
Root.getInitialProps = NextApp.getInitialProps
