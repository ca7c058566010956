import { describe, expect, it } from 'vitest'
import { taskListSchema } from '../../domain/task-input.ts'
import { defaultView, urlOfView, type View, viewOfUrl } from './filter-url.ts'
import { activeFilters, queryOfView } from './view-query.ts'

const throughUrl = (view: View): View => {
  const params = Object.entries(urlOfView(view)).filter((entry): entry is [string, string] => entry[1] !== null)
  return viewOfUrl(new URLSearchParams(params))
}

const everything: View = {
  status: ['open', 'done'],
  priority: ['urgent', 'low'],
  tags: ['home', 'garden/pond'],
  due: { from: '2026-11-01', until: '2026-11-30' },
  search: 'milk & eggs',
  sort: 'created',
  direction: 'asc',
}

describe('a view in the address', () => {
  it.each<[string, View]>([
    ['the usual one', defaultView],
    ['everything at once', everything],
    ['all statuses', { ...defaultView, status: [] }],
    ['a named range', { ...defaultView, due: 'overdue' }],
    ['an open range', { ...defaultView, due: { until: '2026-12-24' } }],
    ['the reverse order', { ...defaultView, direction: 'desc' }],
  ])('comes back as it was: %s', (_, view) => {
    expect(throughUrl(view)).toEqual(view)
  })

  it('has a bare address where it is the usual one', () => {
    expect(Object.values(urlOfView(defaultView)).every((value) => value === null)).toBe(true)
  })

  it('reads nonsense as usual', () => {
    const params = new URLSearchParams('status=nope&priority=huge,high&due=2026-13&sort=__proto__&dir=up')
    expect(viewOfUrl(params)).toEqual({ ...defaultView, priority: ['high'] })
  })
})

describe('queryOfView', () => {
  it.each([defaultView, everything, { ...defaultView, status: [], due: 'none' as const }])(
    'is what the API accepts',
    (view) => {
      expect(taskListSchema.safeParse(queryOfView(view)).error).toBeUndefined()
    },
  )
})

describe('activeFilters', () => {
  it('has a chip for each filter, and taking one away leaves the others', () => {
    const labels = (view: View) => activeFilters(view).map(({ label }) => label)
    expect(labels(defaultView)).toEqual([])
    expect(labels(everything)).toEqual([
      'Open',
      'Done',
      'Due 1 Nov 2026 – 30 Nov 2026',
      'Urgent priority',
      'Low priority',
      '#home',
      '#garden/pond',
    ])
    const without = activeFilters(everything).find(({ label }) => label === '#home')?.without
    expect(without).toEqual({ ...everything, tags: ['garden/pond'] })
  })
})
