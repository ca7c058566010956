/** What a network policy says, as far as the project's say anything. */
export type Policy = {
  metadata: { name: string; namespace: string }
  spec: { podSelector: Selector; policyTypes: readonly string[]; ingress?: readonly Rule[]; egress?: readonly Rule[] }
}
type Rule = {
  from?: readonly Peer[]
  to?: readonly Peer[]
  ports?: readonly { protocol?: string; port?: number | string }[]
}
type Peer = {
  podSelector?: Selector
  namespaceSelector?: Selector
  ipBlock?: { cidr: string; except?: readonly string[] }
}
type Selector = {
  matchLabels?: Readonly<Record<string, string>>
  matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[]
}

type Labels = Readonly<Record<string, string>>
export type Pod = { namespace: string; labels: Labels }
/** Where a connection leads: a port of pods, which may have a name, or of an address. */
export type Target = { pod: Pod; port: number; portName?: string } | { address: string; port: number }

/** Whether `policies` let a TCP connection of `source` through to `target`: out of the one, and into the other. */
export function isAllowed(policies: readonly Policy[], source: Pod, target: Target): boolean {
  const out = selecting(policies, source, 'Egress')
  const leaves =
    out.length === 0 || out.some(({ spec, metadata }) => matches(spec.egress, 'to', { target, at: metadata.namespace }))
  if (!leaves || !('pod' in target)) return leaves
  const into = selecting(policies, target.pod, 'Ingress')
  const peer = {
    pod: source,
    port: target.port,
    ...(target.portName === undefined ? {} : { portName: target.portName }),
  }
  return (
    into.length === 0 ||
    into.some(({ spec, metadata }) => matches(spec.ingress, 'from', { target: peer, at: metadata.namespace }))
  )
}

const selecting = (policies: readonly Policy[], { namespace, labels }: Pod, type: string): Policy[] =>
  policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === namespace && spec.policyTypes.includes(type) && selects(spec.podSelector, labels),
  )

type Side = { target: Target; at: string }

function matches(rules: readonly Rule[] | undefined, peers: 'from' | 'to', { target, at }: Side): boolean {
  return (rules ?? []).some((rule) => {
    const listed = rule[peers]
    const portMatches =
      rule.ports === undefined ||
      rule.ports.some(
        ({ protocol = 'TCP', port }) =>
          protocol === 'TCP' &&
          (port === undefined || port === target.port || ('portName' in target && port === target.portName)),
      )
    return portMatches && (listed === undefined || listed.some((peer) => isPeer(peer, target, at)))
  })
}

function isPeer({ ipBlock, podSelector, namespaceSelector }: Peer, target: Target, at: string): boolean {
  if (!('pod' in target)) {
    return (
      ipBlock !== undefined &&
      within(target.address, ipBlock.cidr) &&
      !ipBlock.except?.some((cidr) => within(target.address, cidr))
    )
  }
  if (ipBlock !== undefined) return false
  const { namespace, labels } = target.pod
  const home = namespaceSelector
    ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace })
    : namespace === at
  return home && (podSelector === undefined || selects(podSelector, labels))
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator === 'In') return values.includes(labels[key] ?? '')
      throw new Error(`Selectors with ${operator} are not understood here.`)
    })
  )
}

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

function within(address: string, cidr: string): boolean {
  const [network = '', bits = '32'] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size)
}
