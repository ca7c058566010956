/** Namespaces, each with the Pod Security it is held to. */
export const namespaces = {
  app: { name: 'todo-app', security: 'restricted' },
  dapr: { name: 'dapr-system', security: 'restricted' },
  kafka: { name: 'kafka', security: 'restricted' },
  postgres: { name: 'postgres', security: 'restricted' },
  postgresOperator: { name: 'cnpg-system', security: 'restricted' },
  ingress: { name: 'ingress', security: 'restricted' },
  certificates: { name: 'cert-manager', security: 'restricted' },
} as const
export type NamespaceKey = keyof typeof namespaces
