import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../domain/limits.ts'
import { readImportFile } from './read-file.ts'

const context = { now: '2026-11-23T12:00:00.000Z', timeZone: 'Europe/Berlin', weekStart: 1 }
const utf8 = (text: string) => new TextEncoder().encode(text)
const read = (bytes: Uint8Array, name = 'Home.csv') => readImportFile({ name, bytes }, context)
const todoist = 'TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT\r\ntask,"Müll, raus",,1,1\r\n,,,,\r\n'
const titles = (bytes: Uint8Array, name?: string) => read(bytes, name).items.map(({ title }) => title)

describe('a file to import', () => {
  it('is read with and without a mark, in UTF-16, and with semicolons', () => {
    expect(titles(utf8(todoist))).toEqual(['Müll, raus'])
    expect(titles(utf8(`\uFEFF${todoist}`))).toEqual(['Müll, raus'])
    const wide = new Uint8Array(Uint16Array.from(`\uFEFF${todoist}`, (letter) => letter.charCodeAt(0)).buffer)
    expect(titles(wide)).toEqual(['Müll, raus'])
    expect(titles(utf8('TYPE;CONTENT\ntask;one\ntask;two\n'))).toEqual(['one', 'two'])
  })

  it('may be a backup of several projects, or an export of Vikunja', () => {
    const backup = zipSync({ 'Inbox [1].csv': utf8(todoist), 'Garden [2].csv': utf8('TYPE,CONTENT\ntask,weed\n') })
    expect(read(backup).items.map(({ title, tags }) => [title, tags])).toEqual([
      ['Müll, raus', []],
      ['weed', ['garden']],
    ])
    const data = [{ title: 'Work', tasks: [{ id: 1, title: 'report' }] }]
    const vikunja = zipSync({ 'data.json': utf8(JSON.stringify(data)), VERSION: utf8('1'), 'filters.json': utf8('[]') })
    expect(read(vikunja)).toMatchObject({ source: 'vikunja', items: [{ title: 'report', tags: ['work'] }] })
  })

  it.each([
    ['nothing', new Uint8Array(), 'This file is empty.'],
    ['another encoding', Uint8Array.of(84, 89, 80, 69, 0xfc, 10), 'Save it as UTF-8'],
    ['half a JSON file', utf8('{"format":"todo-chatbot/1","tasks":[{'), 'not complete'],
    ['a foreign JSON file', utf8('{"hello":1}'), 'not an export that can be imported'],
    ['a foreign CSV file', utf8('a,b\n1,2\n'), 'not an export that can be imported'],
    ['an open quotation mark', utf8('TYPE,CONTENT\ntask,"never ends\ntask,two\n'), 'a quotation mark is missing'],
    ['a damaged ZIP file', zipSync({ 'a.csv': utf8(todoist) }).slice(0, 60), 'damaged'],
    ['a ZIP file of pictures', zipSync({ 'a.png': utf8('x') }), 'not an export that can be imported'],
    ['too much', new Uint8Array(limits.importFileBytes + 1), 'too large'],
  ])('is refused with a reason where it is %s', (_, bytes, reason) => {
    expect(() => read(bytes)).toThrow(reason)
  })

  it('is not unpacked beyond the limit, whatever it says of itself', () => {
    const bomb = zipSync({ 'data.json': new Uint8Array(limits.importUnpackedBytes + 1) })
    expect(bomb.length).toBeLessThan(limits.importFileBytes)
    expect(() => read(bomb)).toThrow('too large')
    // The same, claiming a size of ten bytes in both of its headers.
    const lying = bomb.slice()
    const view = new DataView(lying.buffer)
    view.setUint32(22, 10, true)
    const directory = view.getUint32(lying.length - 6, true)
    view.setUint32(directory + 24, 10, true)
    expect(() => read(lying)).toThrow(/damaged|not an export|complete/)
  })
})
