/** What of the browser's speech recognition is used; browsers have it under one of two names, or not at all. */
type Recognition = {
  lang: string
  continuous: boolean
  interimResults: boolean
  onstart: (() => void) | null
  onresult: ((event: { results: Results }) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
  start: () => void
  stop: () => void
}
type Results = ArrayLike<ArrayLike<{ transcript: string }>>
type Named = { SpeechRecognition?: new () => Recognition; webkitSpeechRecognition?: new () => Recognition }

type Listening = {
  /** The microphone is open: what is said from now on is heard. */
  onStarted: () => void
  /** All that has been heard so far, the last words perhaps not for good. */
  onHeard: (words: string) => void
  /** Why it ended, in words for the user; null where they ended it. */
  onEnd: (reason: string | null) => void
}

/** Listens until it is stopped by what it returns. Only for browsers that have speech recognition. */
export function dictate(languages: readonly string[], { onStarted, onHeard, onEnd }: Listening): () => void {
  const { SpeechRecognition, webkitSpeechRecognition } = window as unknown as Named
  const Found = SpeechRecognition ?? webkitSpeechRecognition
  if (Found === undefined) {
    onEnd('This browser takes no dictation.')
    return () => {}
  }
  const recognition = new Found()
  let reason: string | null = null
  // What is said has to be English for the parser to understand it.
  recognition.lang = languages.find((language) => language.startsWith('en')) ?? 'en-US'
  recognition.continuous = true
  recognition.interimResults = true
  recognition.onstart = onStarted
  recognition.onresult = ({ results }) => onHeard(wordsOf(results))
  recognition.onerror = ({ error }) => {
    reason = reasonWords(error)
  }
  recognition.onend = () => onEnd(reason)
  recognition.start()
  return () => recognition.stop()
}

const wordsOf = (results: Results): string =>
  Array.from(results, (result) => result[0]?.transcript.trim() ?? '')
    .filter((piece) => piece !== '')
    .join(' ')

const reasons: Record<string, string> = {
  'not-allowed':
    'The microphone is blocked for this page. Allow it in the browser’s settings of this site, then try again.',
  'service-not-allowed': 'This browser does not allow dictation here. Its settings may say more.',
  'audio-capture': 'No microphone was found.',
  'no-speech': 'Nothing was heard. Try again, closer to the microphone.',
  network: 'The browser could not reach its own speech service.',
  'language-not-supported': 'This browser cannot take dictation in English.',
}

const reasonWords = (error: string): string | null =>
  error === 'aborted' ? null : (reasons[error] ?? 'Dictation stopped working. Try again.')
