import { z } from 'zod'

// Control and format characters that can hide or reorder text; tab and line breaks are handled apart.
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text without control characters, lone surrogates and invisible marks; NFC. */
export const cleanText = (text: string): string =>
  text.replace(unwanted, '').replace(loneSurrogate, '').normalize('NFC')

/** One line: cleaned, white space folded and trimmed, 1 to `max` characters. */
export const singleLineSchema = (what: string, max: number) =>
  z
    .string({ error: `${what} must be text.` })
    .max(max * 4, { error: `${what} may have at most ${max} characters.` })
    .transform((text) => cleanText(text).replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, { error: `${what} must not be empty.` })
        .max(max, { error: `${what} may have at most ${max} characters.` }),
    )

/** Several lines: cleaned, line breaks as \n, trailing white space removed, 0 to `max` characters. */
export const multiLineSchema = (what: string, max: number) =>
  z
    .string({ error: `${what} must be text.` })
    .max(max * 4, { error: `${what} may have at most ${max} characters.` })
    .transform((text) => cleanText(text.replace(/\r\n?/g, '\n')).trimEnd())
    .pipe(z.string().max(max, { error: `${what} may have at most ${max} characters.` }))
