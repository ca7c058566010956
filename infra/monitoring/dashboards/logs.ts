import type { Dashboard } from './dashboard.ts'

/** Lines of all containers; a trace id in the search box shows one request on its whole way. */
export const logs: Dashboard = {
  uid: 'todo-logs',
  title: 'Logs',
  panels: [
    {
      title: 'Errors and warnings',
      kind: 'timeseries',
      source: 'logs',
      width: 24,
      queries: [
        {
          expr: 'sum by (app, level) (count_over_time({job="containers", level=~"error|warn|fatal"}[5m]))',
          legend: '{{app}} {{level}}',
        },
      ],
    },
    {
      title: 'What went wrong',
      kind: 'logs',
      source: 'logs',
      queries: [{ expr: '{job="containers", level=~"error|fatal"}' }],
    },
    {
      title: 'The product',
      description: 'Narrow it in Explore: {namespace="todo-app"} |= "trace id".',
      kind: 'logs',
      source: 'logs',
      queries: [{ expr: '{namespace="todo-app"}' }],
    },
  ],
}
