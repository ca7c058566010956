import { createVerify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clusterToken, execCredential } from './cluster-token.ts'
import { createSigner, signedHeaders } from './sign.ts'

/**
 * The test values that Oracle publishes with its request signatures, wrong weekday included. Their key is public and
 * signs nothing anywhere.
 */
const pem = readFileSync(new URL('testdata/published-key.pem', import.meta.url), 'utf8')
const keyId =
  'ocid1.tenancy.oc1..aaaaaaaaba3pv6wkcr4jqae5f15p2b2m2yt2j6rx32uzr4h25vqstifsfdsq/' +
  'ocid1.user.oc1..aaaaaaaat5nvwcna5j6aqzjcaty5eqbb6qt2jvpkanghtgdaqedqw3rynjq/' +
  '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34'
const date = 'Thu, 05 Jan 2014 21:31:40 GMT'
const compartment = 'ocid1.compartment.oc1..aaaaaaaam3we6vgnherjq5q2idnccdflvjsnog7mlr6rtdb25gilchfeyjxa'
const host = 'https://iaas.us-phoenix-1.oraclecloud.com/20160918'
const signer = createSigner(keyId, pem)

describe('request signatures, by the values that Oracle publishes', () => {
  test('GET', () => {
    const volume = 'ocid1.volume.oc1.phx.abyhqljrgvttnlx73nmrwfaux7kcvzfs3s66izvxf2h4lgvyndsdsnoiwr5q'
    const query = `availabilityDomain=Pjwf%3A%20PHX-AD-1&compartmentId=${compartment}&displayName=TeamXInstances&volumeId=${volume}`
    expect(signedHeaders(signer, { method: 'GET', url: new URL(`${host}/instances?${query}`), date })).toEqual({
      date,
      authorization: `Signature version="1",headers="date (request-target) host",keyId="${keyId}",algorithm="rsa-sha256",signature="GBas7grhyrhSKHP6AVIj/h5/Vp8bd/peM79H9Wv8kjoaCivujVXlpbKLjMPeDUhxkFIWtTtLBj3sUzaFj34XE6YZAHc9r2DmE4pMwOAy/kiITcZxa1oHPOeRheC0jP2dqbTll8fmTZVwKZOKHYPtrLJIJQHJjNvxFWeHQjMaR7M="`,
    })
  })

  test('POST with a body', () => {
    const body = `{
    "compartmentId": "${compartment}",
    "instanceId": "ocid1.instance.oc1.phx.abuw4ljrlsfiqw6vzzxb43vyypt4pkodawglp3wqxjqofakrwvou52gb6s5a",
    "volumeId": "ocid1.volume.oc1.phx.abyhqljrgvttnlx73nmrwfaux7kcvzfs3s66izvxf2h4lgvyndsdsnoiwr5q"
}`
    const headers = signedHeaders(signer, { method: 'POST', url: new URL(`${host}/volumeAttachments`), date, body })
    expect(headers['content-length']).toBe('316')
    expect(headers['x-content-sha256']).toBe('V9Z20UJTvkvpJ50flBzKE32+6m2zJjweHpDMX/U4Uy0=')
    expect(headers.authorization).toContain(
      'headers="date (request-target) host content-length content-type x-content-sha256"',
    )
    expect(headers.authorization).toContain(
      'signature="Mje8vIDPlwIHmD/cTDwRxE7HaAvBg16JnVcsuqaNRim23fFPgQfLoOOxae6WqKb1uPjYEl0qIdazWaBy/Ml8DRhqlocMwoSXv0fbukP8J5N80LCmzT/FFBvIvTB91XuXI3hYfP9Zt1l7S6ieVadHUfqBedWH0itrtPJBgKmrWso="',
    )
  })

  test('a key that is none is told so', () => {
    expect(() => createSigner(keyId, 'no key')).toThrow('key_file must be its private part')
  })
})

describe('token of a cluster', () => {
  const clusterId = 'ocid1.cluster.oc1.eu-frankfurt-1.aaaacluster'
  const request = { region: 'eu-frankfurt-1', clusterId, date: new Date('2026-11-24T10:00:00Z') }

  test('is a signed request for the cluster, which Oracle can verify', () => {
    const url = new URL(Buffer.from(clusterToken(signer, request), 'base64url').toString())
    expect(url.origin + url.pathname).toBe(
      `https://containerengine.eu-frankfurt-1.oraclecloud.com/cluster_request/${clusterId}`,
    )
    expect([...url.searchParams.keys()]).toEqual(['authorization', 'date'])
    expect(url.searchParams.get('date')).toBe('Tue, 24 Nov 2026 10:00:00 GMT')
    const signature =
      /signature="(?<value>[^"]+)"/.exec(url.searchParams.get('authorization') ?? '')?.groups?.value ?? ''
    const signed = `date: Tue, 24 Nov 2026 10:00:00 GMT\n(request-target): get ${url.pathname}\nhost: ${url.host}`
    expect(createVerify('RSA-SHA256').update(signed).verify(pem, signature, 'base64')).toBe(true)
    expect(createVerify('RSA-SHA256').update(`${signed} `).verify(pem, signature, 'base64')).toBe(false)
  })

  test('is handed over as client-go takes it, and asked for again after four minutes', () => {
    expect(execCredential(signer, request)).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      kind: 'ExecCredential',
      status: { token: clusterToken(signer, request), expirationTimestamp: '2026-11-24T10:04:00.000Z' },
    })
  })
})
