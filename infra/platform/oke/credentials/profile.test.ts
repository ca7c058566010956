import { expect, test } from 'vitest'
import { parseProfile } from './profile.ts'

const text = `# made by hand
[DEFAULT]
user=ocid1.user.oc1..aaaa
fingerprint = 20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34
tenancy=ocid1.tenancy.oc1..aaaa
region=eu-frankfurt-1
key_file=~/.oci/key.pem

[HALF]
user=someone
region=eu-frankfurt-1
`

test('a profile is read', () => {
  expect(parseProfile(text)).toEqual({
    user: 'ocid1.user.oc1..aaaa',
    tenancy: 'ocid1.tenancy.oc1..aaaa',
    fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
    region: 'eu-frankfurt-1',
    key_file: '~/.oci/key.pem',
  })
})

test('what a profile lacks is named, with where to get it', () => {
  expect(() => parseProfile(text, 'HALF')).toThrow(
    'Profile [HALF] lacks a usable tenancy, user, fingerprint, key_file. In the console: your profile → API keys',
  )
  expect(() => parseProfile(text, 'OTHER')).toThrow('The configuration has no profile [OTHER]; it has DEFAULT, HALF.')
})
