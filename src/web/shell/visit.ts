const key = 'signed-in'

/** Whether someone was signed in here when this page was last open. Only a guess: the server decides. */
export function wasSignedIn(): boolean {
  try {
    return globalThis.localStorage?.getItem(key) === 'yes'
  } catch {
    return false
  }
}

export function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(key, 'yes')
    else localStorage.removeItem(key)
  } catch {
    // Storage is blocked: the page only loads a little later next time.
  }
}
