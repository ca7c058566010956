export const dataSources = { metrics: 'prometheus', logs: 'loki' } as const

export type Query = { expr: string; legend?: string }
export type Panel = {
  title: string
  kind: 'stat' | 'timeseries' | 'table' | 'logs'
  source?: keyof typeof dataSources
  queries: readonly Query[]
  /** Grafana's unit: s, ms, bytes, percentunit, reqps, short, … */
  unit?: string
  description?: string
  width?: number
  /** From here on it is coloured as a warning, then as an alarm. */
  thresholds?: readonly [number, number]
  /** Below this it is coloured as an alarm. */
  least?: number
}
export type Dashboard = {
  uid: string
  title: string
  /** The name of a box whose text queries find as `$search`; none if not given. */
  search?: string
  panels: readonly Panel[]
}

const columns = 24
const height = { stat: 4, timeseries: 8, table: 8, logs: 14 } as const
const width = { stat: 4, timeseries: 12, table: 12, logs: 24 } as const

/** A dashboard as Grafana takes it. Panels flow in rows, as words do. */
export function dashboardJson({ uid, title, search, panels }: Dashboard): string {
  let [x, y, rowHeight] = [0, 0, 0]
  const placed = panels.map((panel, index) => {
    const w = panel.width ?? width[panel.kind]
    const h = height[panel.kind]
    if (x + w > columns) {
      x = 0
      y += rowHeight
      rowHeight = 0
    }
    const gridPos = { x, y, w, h }
    x += w
    rowHeight = Math.max(rowHeight, h)
    return { id: index + 1, gridPos, ...panelJson(panel) }
  })
  return JSON.stringify({
    uid,
    title,
    tags: ['todo-chatbot'],
    schemaVersion: 41,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    ...(search && { templating: { list: [{ type: 'textbox', name: 'search', label: search, query: '' }] } }),
    panels: placed,
  })
}

function panelJson({
  title,
  kind,
  source = 'metrics',
  queries,
  unit = 'short',
  description,
  thresholds,
  least,
}: Panel) {
  const datasource = { type: dataSources[source], uid: dataSources[source] }
  const steps = [
    { color: least === undefined ? 'green' : 'red', value: null },
    ...(least === undefined ? [] : [{ color: 'green', value: least }]),
    ...(thresholds
      ? [
          { color: 'orange', value: thresholds[0] },
          { color: 'red', value: thresholds[1] },
        ]
      : []),
  ]
  return {
    title,
    type: kind,
    datasource,
    ...(description === undefined ? {} : { description }),
    fieldConfig: {
      // A share of a thousandth of a per cent is none.
      defaults: {
        unit,
        ...(unit === 'percentunit' && { decimals: 1 }),
        min: 0,
        thresholds: { mode: 'absolute', steps },
        noValue: '–',
      },
      overrides: [],
    },
    options:
      kind === 'stat'
        ? { colorMode: 'value', reduceOptions: { calcs: ['lastNotNull'] } }
        : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' }, ...logOptions(kind) },
    ...(kind === 'table' && { transformations: [withoutTime] }),
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      ...(legend === undefined ? {} : { legendFormat: legend }),
      ...(kind === 'table' ? { format: 'table', instant: true } : {}),
    })),
  }
}

/** Of a table's columns, time says nothing; what the value is, its title says. */
const withoutTime = { id: 'organize', options: { excludeByName: { Time: true }, renameByName: { Value: 'Longest' } } }

const logOptions = (kind: Panel['kind']) =>
  kind === 'logs' ? { showTime: true, wrapLogMessage: true, enableLogDetails: true, sortOrder: 'Descending' } : {}
