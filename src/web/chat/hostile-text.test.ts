import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { understand } from '../../domain/language/understand.ts'
import { hostileTitles } from '../../server/chat/hostile-titles.ts'
import { HighlightedText } from '../language/highlighted-text.tsx'
import { UnderstoodChips } from '../language/understood-chips.tsx'
import { AssistantText, UserBubble } from './bubble.tsx'

const context = { now: '2026-11-23T15:00:00Z', timeZone: 'Europe/Berlin', weekStart: 1 }
const escaped = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' })[sign] ?? sign,
  )

/** Names of the elements in some markup. */
const elements = (markup: string) => new Set([...markup.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name))
const allowed = ['li', 'span', 'div', 'p', 'mark', 'ul', 'button', 'svg', 'path']

describe('hostile titles', () => {
  it('are text in what was said and answered, never markup', () => {
    for (const title of hostileTitles) {
      for (const part of [UserBubble, AssistantText]) {
        const markup = renderToStaticMarkup(createElement(part, null, title))
        expect(markup).toContain(escaped(title))
        expect([...elements(markup)].filter((name) => !allowed.includes(name ?? ''))).toEqual([])
      }
    }
  })

  it('are text where they are highlighted while typing', () => {
    for (const title of hostileTitles) {
      const text = `remind me tomorrow at 9 to ${title}`
      const { spans } = understand(text, context)
      const marked = renderToStaticMarkup(createElement(HighlightedText, { text, spans }))
      const chips = renderToStaticMarkup(createElement(UnderstoodChips, { text, spans, onIgnore: () => {} }))
      expect([...elements(marked + chips)].filter((name) => !allowed.includes(name ?? ''))).toEqual([])
      expect(marked.replace(/<\/?(div|span|mark)[^>]*>/g, '')).toBe(escaped(text))
    }
  })
})
