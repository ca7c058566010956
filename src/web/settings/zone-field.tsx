import { useId, useMemo, useState } from 'react'
import { isKnownTimeZone } from '../../domain/time/time-zone.ts'
import { Field } from '../ui/field.tsx'

type Props = { value: string; onSave: (timeZone: string) => void }

/** A time zone by its IANA name, with all names the browser knows offered while typing. */
export function ZoneField({ value, onSave }: Props) {
  const list = useId()
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  const [error, setError] = useState<string | null>(null)
  const commit = (typed: string) => {
    const name = typed.trim().replaceAll(' ', '_')
    const zone = zones.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name
    if (zone === '' || zone === value) return setError(null)
    if (!isKnownTimeZone(zone))
      return setError('No such time zone. Type a city, such as Berlin, and choose from the list.')
    setError(null)
    onSave(zone)
  }
  return (
    <>
      <Field
        label="Time zone"
        list={list}
        defaultValue={value}
        error={error}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
        onChange={(event) => zones.includes(event.target.value) && commit(event.target.value)}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
      />
      <datalist id={list}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}
