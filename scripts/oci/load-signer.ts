import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { addKeyHint, type Profile, parseProfile } from '../../infra/platform/oke/credentials/profile.ts'
import { createSigner, type Signer } from '../../infra/platform/oke/credentials/sign.ts'

export type LoadedSigner = { signer: Signer; profile: Profile }

/**
 * The API key of `~/.oci/config`, which the Pulumi provider reads as well; OCI_CLI_CONFIG_FILE and OCI_CLI_PROFILE
 * choose another file or profile, as for Oracle's own tools.
 *
 * @throws RangeError that says what to do
 */
export function loadSigner(): LoadedSigner {
  const file = process.env.OCI_CLI_CONFIG_FILE ?? join(homedir(), '.oci', 'config')
  const profile = parseProfile(readText(file), process.env.OCI_CLI_PROFILE)
  const keyFile = profile.key_file.replace(/^~(?=\/)/, homedir())
  const keyId = `${profile.tenancy}/${profile.user}/${profile.fingerprint}`
  return { profile, signer: createSigner(keyId, readText(keyFile), profile.pass_phrase) }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new RangeError(`${file} cannot be read. ${addKeyHint}`, { cause })
  }
}
