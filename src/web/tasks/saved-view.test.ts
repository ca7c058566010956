import { expect, it } from 'vitest'
import { savedViewSchema } from '../../domain/settings.ts'
import { defaultView, type View } from './filter-url.ts'
import { queryTextOf, viewOfQueryText, withSavedView } from './saved-view.ts'

const view: View = { ...defaultView, priority: ['urgent'], tags: ['home', 'garden/pond'], due: 'week', search: 'a & b' }

it('keeps a view as a text that the server accepts', () => {
  const query = queryTextOf(view)
  expect(viewOfQueryText(query)).toEqual(view)
  expect(savedViewSchema.parse({ name: 'Mine', query })).toEqual({ name: 'Mine', query })
  expect(queryTextOf(defaultView)).toBe('')
})

it('replaces the one of the same name', () => {
  const views = [
    { name: 'a', query: '1' },
    { name: 'b', query: '2' },
  ]
  expect(withSavedView(views, { name: 'a', query: '3' }).map(({ query }) => query)).toEqual(['2', '3'])
})
