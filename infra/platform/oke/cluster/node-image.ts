/** A node image as the node-pool options list it; `sourceName` tells system, architecture, date and Kubernetes version. */
export type NodeImage = { imageId: string; sourceName: string }

export type ImageWish = { architecture: 'amd64' | 'arm64'; kubernetesVersion: string }

// Oracle-Linux-8.10-aarch64-2026.10.21-0-OKE-1.34.1-1250; images for x86 name no architecture.
const pattern =
  /^Oracle-Linux-(?<system>[\d.]+)-(?<arm>aarch64-)?(?<date>\d{4}\.\d{2}\.\d{2})-\d+-OKE-(?<version>[\d.]+)-(?<build>\d+)$/

/**
 * The newest Oracle Linux image made for this architecture and exactly this Kubernetes version; GPU and minimal images
 * do not match.
 *
 * @throws RangeError with the versions there are
 */
export function chooseNodeImage(
  images: readonly NodeImage[],
  { architecture, kubernetesVersion }: ImageWish,
): NodeImage {
  const known = images.flatMap((image) => {
    const groups = pattern.exec(image.sourceName)?.groups
    if (!groups || (groups.arm !== undefined) !== (architecture === 'arm64')) return []
    const { date = '', version = '', build = '' } = groups
    return [{ image, date, version: `v${version}`, build: Number(build) }]
  })
  const fitting = known.filter(({ version }) => version === kubernetesVersion)
  const [newest] = fitting.sort((a, b) => b.date.localeCompare(a.date) || b.build - a.build)
  if (newest) return newest.image
  const versions = [...new Set(known.map(({ version }) => version))].sort()
  throw new RangeError(
    `There is no ${architecture} node image for Kubernetes ${kubernetesVersion}; there are ${versions.join(', ') || 'none at all'}. ` +
      `Fix: pulumi config set --path oke.kubernetesVersion ${versions.at(-1) ?? 'VERSION'}`,
  )
}
