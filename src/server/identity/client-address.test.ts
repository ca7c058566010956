import { describe, expect, it } from 'vitest'
import { clientAddress, clientAddressHeader, withClientAddress } from './client-address.ts'

const forwarded = (value: string): Headers => new Headers({ 'x-forwarded-for': value })

describe('clientAddress', () => {
  it('believes only the entry web appended when there is no proxy', () => {
    expect(clientAddress(forwarded('203.0.113.9'), 0)).toBe('203.0.113.9')
    expect(clientAddress(forwarded('1.1.1.1, 8.8.8.8, 203.0.113.9'), 0)).toBe('203.0.113.9')
  })

  it('counts trusted proxies from the right', () => {
    expect(clientAddress(forwarded('6.6.6.6, 203.0.113.9, 10.0.0.2'), 1)).toBe('203.0.113.9')
    expect(clientAddress(forwarded('6.6.6.6, 203.0.113.9, 10.0.0.1, 10.0.0.2'), 2)).toBe('203.0.113.9')
  })

  it('takes what there is when a request came past the proxies', () => {
    expect(clientAddress(forwarded('203.0.113.9'), 2)).toBe('203.0.113.9')
  })

  it('prefers the chain as web saw it to the header that sidecars append to', () => {
    const headers = new Headers({
      'x-client-chain': '6.6.6.6, 203.0.113.9',
      'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.1.1.1',
    })
    expect(clientAddress(headers, 0)).toBe('203.0.113.9')
  })

  it('knows IPv6 and ports, and refuses what is no address', () => {
    expect(clientAddress(forwarded('[2001:db8::1]:443'), 0)).toBe('2001:db8::1')
    expect(clientAddress(forwarded('192.0.2.1:4711'), 0)).toBe('192.0.2.1')
    expect(clientAddress(forwarded('unknown'), 0)).toBeNull()
    expect(clientAddress(new Headers(), 0)).toBeNull()
  })

  it('removes an address the client made up', () => {
    expect(withClientAddress(new Headers({ [clientAddressHeader]: '6.6.6.6' }), 0).get(clientAddressHeader)).toBeNull()
    const headers = withClientAddress(
      new Headers({ [clientAddressHeader]: '6.6.6.6', 'x-forwarded-for': '192.0.2.7' }),
      0,
    )
    expect(headers.get(clientAddressHeader)).toBe('192.0.2.7')
  })
})
