/** Stack configurations that tests start from: keys and texts as Pulumi hands them over. */

type Config = Record<string, string>

const generatedSecrets: Config = {
  'todo-chatbot:authSecret': 'a'.repeat(64),
  'todo-chatbot:tokenSecret': 'b'.repeat(64),
  'todo-chatbot:databaseSecret': 'c'.repeat(64),
  'todo-chatbot:webPushPublicKey': 'd'.repeat(87),
  'todo-chatbot:webPushPrivateKey': 'e'.repeat(43),
}

export const minikubeConfig: Config = { 'todo-chatbot:platform': 'minikube', ...generatedSecrets }

export const okeConfig: Config = {
  'todo-chatbot:platform': 'oke',
  'todo-chatbot:oke': JSON.stringify({
    tenancyId: 'ocid1.tenancy.oc1..aaaatenancy',
    userId: 'ocid1.user.oc1..aaaauser',
    region: 'eu-frankfurt-1',
    apiAllowedCidrs: ['203.0.113.7/32'],
    alertEmail: 'owner@example.org',
  }),
  ...generatedSecrets,
}

/** `config` with further sections, each merged over what is there. */
export function withSections(config: Config, sections: Record<string, unknown>): Config {
  const merged = Object.entries(sections).map(([name, value]) => {
    const key = `todo-chatbot:${name}`
    if (typeof value !== 'object') return [key, String(value)]
    const before: unknown = JSON.parse(config[key] ?? '{}')
    return [key, JSON.stringify(Object.assign({}, before, value))]
  })
  return { ...config, ...Object.fromEntries(merged) }
}

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

export const prebuiltReferences = Object.fromEntries(
  ['web', 'server', 'notifications', 'recurring', 'migrate'].map((target) => [
    target,
    `ghcr.io/example/todo-chatbot/${target}@${digest}`,
  ]),
)
