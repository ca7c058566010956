import { z } from 'zod'

/** Who signs requests to Oracle's cloud: a profile of `~/.oci/config`, as the provider and the OCI CLI read it too. */
export const profileSchema = z.object({
  tenancy: z.string().startsWith('ocid1.tenancy.'),
  user: z.string().startsWith('ocid1.user.'),
  fingerprint: z.string().regex(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/),
  region: z.string().min(1),
  key_file: z.string().min(1),
  pass_phrase: z.string().optional(),
})
export type Profile = z.infer<typeof profileSchema>

/**
 * The profile `name` in the text of a configuration file.
 *
 * @throws RangeError that names the profile, each field at fault, and the page that says how to make them
 */
export function parseProfile(text: string, name = 'DEFAULT'): Profile {
  const sections = new Map<string, Record<string, string>>()
  let current: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(?<name>[^\]]+)\]\s*$/.exec(line)?.groups?.name
    const field = /^\s*(?<key>[\w-]+)\s*=\s*(?<value>.*?)\s*$/.exec(line)?.groups
    if (section !== undefined) {
      current = {}
      sections.set(section, current)
    } else if (field?.key !== undefined) current[field.key] = field.value ?? ''
  }
  const found = sections.get(name)
  if (!found) {
    const known = [...sections.keys()].join(', ') || 'none'
    throw new RangeError(`The configuration has no profile [${name}]; it has ${known}. ${addKeyHint}`)
  }
  const parsed = profileSchema.safeParse(found)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
  throw new RangeError(`Profile [${name}] lacks a usable ${fields.join(', ')}. ${addKeyHint}`)
}

/** How to get an API key. */
export const addKeyHint =
  'In the console: your profile → API keys → Add API key, and copy the preview it shows to ~/.oci/config; then set key_file.'
