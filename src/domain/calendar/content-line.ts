const lineOctets = 75

/** A property of RFC 5545 as lines of at most 75 octets, broken between characters and never within one. */
export function contentLine(name: string, value: string): string {
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const character of `${name}:${value}`) {
    const size = octetsOf(character)
    if (octets + size > lineOctets) {
      pieces.push(piece)
      piece = ''
      // The space that a continued line begins with.
      octets = 1
    }
    piece += character
    octets += size
  }
  return [...pieces, piece].join('\r\n ')
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** Text as a property's value. */
export const textValue = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the format has no way to write them
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')

/** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` in the basic format. */
export function dateValue(local: string): string {
  const digits = local.replace(/[-:]/g, '')
  return digits.length > 8 ? `${digits}00` : digits
}

/** An instant in the basic format, to the second. */
export const instantValue = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`
