/** An image version as Oracle's registry lists it. */
export type StoredImage = { id: string; repositoryName: string; digest: string; timeCreated: string }

/** Releases kept in each repository: enough to go back, few enough for the 20 GB that are free. */
export const keptReleases = 5

/**
 * Ids of the images to delete: in each repository all but the newest ones, never one whose digest is in use. Several
 * tags of one digest count as one release.
 */
export function imagesToDelete(images: readonly StoredImage[], inUse: ReadonlySet<string>): string[] {
  const repositories = Map.groupBy(images, ({ repositoryName }) => repositoryName)
  return [...repositories.values()].flatMap((stored) => {
    const newestFirst = stored.toSorted((a, b) => b.timeCreated.localeCompare(a.timeCreated))
    const kept = new Set([...new Set(newestFirst.map(({ digest }) => digest))].slice(0, keptReleases))
    return newestFirst.filter(({ digest }) => !kept.has(digest) && !inUse.has(digest)).map(({ id }) => id)
  })
}
