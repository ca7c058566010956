import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { limits } from '../../domain/limits.ts'
import { AccountFields, accountOf } from './account-fields.tsx'

it('asks for what the server accepts', () => {
  const markup = renderToStaticMarkup(AccountFields())
  expect(markup).toContain(`minLength="${limits.passwordLengthMin}" maxLength="${limits.passwordLengthMax}"`)
  expect(markup).toContain(`maxLength="${limits.userNameLength}"`)
  expect([...markup.matchAll(/ name="(\w+)"/g)].map(([, name]) => name)).toEqual(Object.keys(accountOf(new FormData())))
})

it('takes a password as it was typed', () => {
  const form = new FormData()
  form.set('name', ' Ada ')
  form.set('password', ' with spaces ')
  expect(accountOf(form)).toEqual({ name: 'Ada', email: '', password: ' with spaces ' })
})
