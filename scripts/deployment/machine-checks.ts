import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { bad, type Check, good, warning } from './findings.ts'

type Ran = { code: number; output: string } | undefined

/** What a command says; undefined where there is none of that name. */
export function run(command: string, args: readonly string[]): Ran {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 })
  if (error && 'code' in error && error.code === 'ENOENT') return undefined
  return { code: status ?? 1, output: `${stdout}${stderr}`.trim() }
}

function tool(name: string, args: readonly string[], fix: string): Check {
  return {
    name,
    run: async () => {
      const ran = run(name, args)
      if (!ran) return bad('is not there', fix)
      const [first = ''] = ran.output.split('\n')
      return ran.code === 0 ? good(first) : bad(first, fix)
    },
  }
}

/** Tools that both stacks need. */
export const toolChecks: readonly Check[] = [
  {
    name: 'node',
    run: async () => {
      const major = Number(process.versions.node.split('.')[0])
      return major >= 24
        ? good(process.version)
        : bad(process.version, 'Run scripts through npm run, which bring Node 24.')
    },
  },
  tool('pulumi', ['version'], 'https://www.pulumi.com/docs/install'),
  {
    name: 'passphrase',
    run: async () =>
      process.env.PULUMI_CONFIG_PASSPHRASE || process.env.PULUMI_CONFIG_PASSPHRASE_FILE
        ? good('is set')
        : warning('is not set', "export PULUMI_CONFIG_PASSPHRASE='…', and keep it: without it the secrets are lost."),
  },
  tool('docker', ['version', '--format', '{{.Server.Version}}'], 'Start Docker, or set images.mode to prebuilt.'),
]

export const kubectlCheck = tool('kubectl', ['version', '--client'], 'https://kubernetes.io/docs/tasks/tools')

/** A context that is there and answers, with the add-ons that the program relies on. */
export function minikubeChecks(context: string): Check[] {
  const kubectl = (...args: string[]) => run('kubectl', ['--context', context, '--request-timeout=10s', ...args])
  return [
    kubectlCheck,
    {
      name: 'context',
      run: async () => {
        const known = run('kubectl', ['config', 'get-contexts', '--output=name'])?.output.split('\n') ?? []
        if (known.includes(context)) return good(context)
        return bad(
          `there is no context ${context}`,
          'minikube start --cni=calico --addons=metrics-server, or set minikube.context.',
        )
      },
    },
    {
      name: 'cluster',
      run: async () => {
        const ran = kubectl('get', 'nodes', '--output=name')
        return ran?.code === 0 ? good(ran.output.replaceAll('\n', ', ')) : bad('does not answer', 'minikube start')
      },
    },
    {
      name: 'metrics',
      run: async () => {
        const ran = kubectl('get', 'apiservice', 'v1beta1.metrics.k8s.io', '--output=name')
        return ran?.code === 0
          ? good('are there')
          : warning(
              'are missing: nothing scales',
              'minikube addons enable metrics-server, or set minikube.metricsServer to chart.',
            )
      },
    },
    {
      name: 'policies',
      run: async () => {
        const ran = kubectl('get', 'pods', '--namespace=kube-system', '--selector=k8s-app=calico-node', '--output=name')
        return ran?.code === 0 && ran.output !== ''
          ? good('are enforced by calico')
          : warning('are not enforced', 'minikube start --cni=calico')
      },
    },
  ]
}

export const stateFileCheck = (file: string): Check => ({
  name: 'state',
  run: async () => {
    if (process.env.PULUMI_BACKEND_URL) return good(process.env.PULUMI_BACKEND_URL.replace(/\?.*/, ''))
    return existsSync(file)
      ? warning('is not chosen', `source ${file}`)
      : bad('has no bucket', 'npm run bootstrap -- --stack oke')
  },
})
