import { AuthFrame } from './auth-frame.tsx'
import { SignUpForm } from './sign-up-form.tsx'

export function Invitation({ token }: { token: string | null }) {
  if (token === null) {
    return (
      <AuthFrame title="This link is incomplete" intro="Open the whole link you were sent, or ask for a new one.">
        <BackLink />
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title="You are invited" intro="Create your account to begin.">
      <SignUpForm invite={token} onDone={async () => window.location.assign('/')} />
      <BackLink />
    </AuthFrame>
  )
}

export function BackLink() {
  return (
    <p className="mt-5 text-center text-sm">
      <a className="font-medium text-accent underline underline-offset-2" href="/">
        To the sign-in page
      </a>
    </p>
  )
}
