import { restrictedContainer, restrictedPod } from '../../infra/app/pod.ts'
import type { Destination, Source } from './pairs.ts'

const patienceMs = 4_000

/** Dials every destination at once; prints which of them answered, by name, as JSON. */
const dial = `
const net = require('node:net')
const all = JSON.parse(process.env.DESTINATIONS)
Promise.all(all.map(({ name, host, port }) => new Promise((resolve) => {
  const socket = net.connect({ host, port, timeout: ${patienceMs} })
  const end = (seen) => { socket.destroy(); resolve([name, seen]) }
  socket.once('connect', () => end('open'))
  socket.once('timeout', () => end('closed'))
  socket.once('error', () => end('closed'))
}))).then((seen) => console.log(JSON.stringify(Object.fromEntries(seen))))
`

export const probeLabel = 'todo-chatbot/probe'

/**
 * A pod that looks to network policies like those of `source`. It never becomes ready, so that no Service sends it
 * anything, and has no sidecar, which would want to be part of the product.
 */
export function probePod(source: Source, destinations: readonly Destination[], image: string) {
  const dialled = destinations.map(({ name, host, target }) => ({ name, host, port: target.port }))
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `probe-${source.name}`,
      namespace: source.namespace,
      labels: { ...source.labels, [probeLabel]: 'network' },
      annotations: { 'dapr.io/enabled': 'false' },
    },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: 120,
      automountServiceAccountToken: false,
      securityContext: restrictedPod,
      containers: [
        {
          name: 'probe',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['node', '-e', dial],
          env: [{ name: 'DESTINATIONS', value: JSON.stringify(dialled) }],
          readinessProbe: { exec: { command: ['false'] } },
          resources: { requests: { cpu: '10m', memory: '48Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
          securityContext: restrictedContainer,
        },
      ],
    },
  }
}
