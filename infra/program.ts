import * as pulumi from '@pulumi/pulumi'
import { Addons } from './addons/addons.ts'
import { planAddons, plannedPolicies } from './addons/plan.ts'
import { postgresAdminUrl } from './addons/postgres.ts'
import { App } from './app/app.ts'
import { brokerOf } from './app/broker.ts'
import { deriveSecret, rolePasswords } from './app/database-urls.ts'
import { appSecrets } from './app/secrets.ts'
import { surroundingsOf } from './app/surroundings.ts'
import { workloads } from './app/workloads.ts'
import { enforceBudget, stackBudget } from './budget/stack-budget.ts'
import type { ImageTarget } from './image-targets.ts'
import { Monitoring } from './monitoring/monitoring.ts'
import { namespaces } from './namespaces.ts'
import { createPlatform } from './platform/index.ts'
import type { Platform } from './platform/platform.ts'
import type { Secrets } from './settings.ts'
import type { Settings } from './settings-schema.ts'

export type Images = Record<ImageTarget, pulumi.Input<string>>

export type ProgramArgs = {
  settings: Settings
  secrets: Secrets
  /** Builds the images of a stack that does not bring its own. */
  buildImages: (platform: Platform) => Images
}

/** The whole system on one page: platform, add-ons, images, app. Returns the outputs of the stack. */
export async function deploy({ settings, secrets, buildImages }: ProgramArgs) {
  const platform = createPlatform(settings, secrets)
  const url = urlOf(settings, platform)
  const broker = brokerOf(settings.broker)
  const definitions = workloads({ settings, broker, url })
  const plans = planAddons(settings, platform)
  const budget =
    settings.platform === 'oke'
      ? await stackBudget({ settings, plans, place: platform, workloads: Object.values(definitions) })
      : undefined
  const budgetTable = budget && (await enforceBudget(budget, settings.allowPaid))
  const images: Images = settings.images.mode === 'prebuilt' ? settings.images.references : buildImages(platform)
  const superuserPassword = secrets.databaseSecret.apply((secret) => rolePasswords(secret).superuser)
  const inCluster: pulumi.ComponentResourceOptions = { providers: [platform.provider] }
  const addons = new Addons(
    'addons',
    {
      plans,
      charts: settings.charts,
      policies: plannedPolicies(plans, platform),
      policyEngine: platform.lacks.networkPolicyEngine,
      superuserPassword,
      backups: platform.backups,
    },
    inCluster,
  )
  const databaseAdminUrl = secrets.databaseAdminUrl ?? superuserPassword.apply(postgresAdminUrl)
  new App(
    'app',
    {
      images,
      workloads: definitions,
      secrets: appSecrets({ secrets, databaseAdminUrl, broker }),
      broker,
      budget: budget?.rows,
      surroundings: surroundingsOf({ settings, platform, databaseAdminUrl }),
      pullCredentials: platform.registry?.credentials,
      migrate: settings.migrations === 'run',
      after: addons.ready,
    },
    inCluster,
  )
  new Monitoring(
    'monitoring',
    {
      settings,
      kubernetesApi: platform.kubernetesApi,
      secrets: {
        grafanaPassword: secrets.tokenSecret.apply((secret) => deriveSecret(secret, 'grafana').slice(0, 32)),
        smtpPassword: secrets.alertSmtpPassword,
        webhookUrl: secrets.alertWebhookUrl,
      },
      after: addons.ready,
    },
    inCluster,
  )
  return {
    url,
    kubeconfig: platform.kubeconfigCommand,
    clusterAccess: platform.clusterAccess ?? 'The context of your own kubeconfig.',
    address: platform.entrance.address ?? 'This machine.',
    open: howToOpen(settings),
    dashboards: whereDashboardsAre(settings),
    admin: howToAdminister(settings),
    budget: budgetTable ?? 'It runs on a machine of yours, and costs nothing.',
  }
}

/** Administrators are named by their address, and confirm it by a link that only who runs the cluster can print. */
function howToAdminister({ app }: Settings): string {
  const [first] = app.adminEmails
  if (first === undefined) return 'Nobody yet: pulumi config set --path app.adminEmails[0] you@example.org'
  return `${adminCommand} admin-link ${first}`
}

const adminCommand = `kubectl --namespace ${namespaces.app.name} exec deployment/server --container server -- node src/server/admin/main.ts`

function urlOf({ access }: Settings, { entrance }: Platform): pulumi.Input<string> {
  switch (access.mode) {
    case 'localhost':
      return `http://localhost:${access.port}`
    case 'ip':
      return pulumi.interpolate`https://${entrance.address}`
    default:
      return `https://${access.host}`
  }
}

/** Dashboards are for who runs the cluster, and are never reached from outside of it. */
function whereDashboardsAre({ monitoring }: Settings): string {
  if (monitoring.mode !== 'full') return 'There are none: monitoring.mode is off.'
  return 'kubectl --namespace monitoring port-forward service/grafana 3001:3000, and docs/runbooks.md'
}

/** What to do so that the URL answers, beyond waiting. */
function howToOpen({ access }: Settings): string {
  if (access.mode === 'localhost') return `kubectl --namespace todo-app port-forward service/web ${access.port}:80`
  if (access.mode === 'local-ca') return `minikube tunnel, and ${access.host} in your hosts file`
  if (access.mode === 'domain') return `An A record of ${access.host} with the address of this stack`
  return 'Nothing more: the certificate comes within minutes.'
}
