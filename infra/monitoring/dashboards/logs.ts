import type { Dashboard } from './dashboard.ts'

/** Lines of all containers; a trace id in the search box shows one request on its whole way. */
export const logs: Dashboard = {
  uid: 'todo-logs',
  title: 'Logs',
  search: 'Search (a trace id, a user id, any word)',
  panels: [
    {
      title: 'Errors and warnings',
      kind: 'timeseries',
      source: 'logs',
      width: 24,
      queries: [
        {
          expr: 'sum by (app, level) (count_over_time({job="containers", level=~"error|warn|warning|fatal"} |= `$search` [5m]))',
          legend: '{{app}} {{level}}',
        },
      ],
    },
    {
      title: 'What went wrong',
      kind: 'logs',
      source: 'logs',
      queries: [{ expr: '{job="containers", level=~"error|fatal"} |= `$search`' }],
    },
    {
      title: 'The product',
      kind: 'logs',
      source: 'logs',
      queries: [{ expr: '{namespace="todo-app"} |= `$search`' }],
    },
  ],
}
