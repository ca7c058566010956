import Document, { type DocumentContext, Head, Html, Main, NextScript } from 'next/document'
import { nonceOf } from '../hosting/content-security.ts'
import { type Theme, themeCookie, themeOf } from '../shell/theme.ts'

type Props = { nonce: string | undefined; theme: Theme }

const description = 'Talk to your task list. It keeps your tasks and speaks first when something is due.'

/** The document around every page. The theme's cookie is read here, so that the first paint has its colours. */
export default class PageDocument extends Document<Props> {
  static override async getInitialProps(context: DocumentContext) {
    const initial = await Document.getInitialProps(context)
    const { headers } = context.req ?? {}
    const theme = new RegExp(`(?:^|;\\s*)${themeCookie}=(\\w+)`).exec(headers?.cookie ?? '')?.[1]
    return { ...initial, nonce: nonceOf(String(headers?.['content-security-policy'])), theme: themeOf(theme) }
  }

  override render() {
    const { nonce, theme } = this.props
    return (
      <Html lang="en" data-theme={theme}>
        <Head nonce={nonce}>
          <meta name="description" content={description} />
          <meta name="robots" content="noindex" />
          <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f5f1" />
          <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#111413" />
          <link rel="manifest" href="/manifest.webmanifest" />
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        </Head>
        <body>
          <Main />
          <NextScript nonce={nonce} />
        </body>
      </Html>
    )
  }
}
