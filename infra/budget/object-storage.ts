/** What goes to Object Storage in a month, estimated from above: the free 50,000 requests are the narrow place. */

export type ObjectStorageUse = {
  /** Undefined: the database is not backed up there. */
  backups?: { days: number; walMinutes: number }
  /** Images are in the same registry's storage. */
  imageReleases?: number
  /** Deployments a month; each reads and writes the state. */
  deployments: number
}

export type ObjectStorageDemand = { gb: number; requests: number }

/** Sizes as compressed; the database is that of some hundred users with tens of thousands of tasks. */
const assumed = {
  baseBackupGb: 0.5,
  walFileGb: 0.002,
  /** Each file is written after asking for the bucket, and deleted later. */
  requestsPerWalFile: 3,
  /** Parts, catalogue and the deletion of the oldest. */
  requestsPerBackup: 60,
  /** Five images with shared layers. */
  releaseGb: 0.6,
  stateGb: 0.1,
  requestsPerDeployment: 60,
} as const

/** For alerts that hold what is really archived against what is free. */
export const objectRequestsPerWalFile = assumed.requestsPerWalFile

const daysOfMonth = 31

export function objectStorageDemand({
  backups,
  imageReleases = 0,
  deployments,
}: ObjectStorageUse): ObjectStorageDemand {
  let gb = assumed.stateGb + imageReleases * assumed.releaseGb
  let requests = deployments * assumed.requestsPerDeployment
  if (backups) {
    const walFilesPerDay = (24 * 60) / backups.walMinutes
    gb += (backups.days + 1) * (assumed.baseBackupGb + walFilesPerDay * assumed.walFileGb)
    requests += daysOfMonth * (walFilesPerDay * assumed.requestsPerWalFile + assumed.requestsPerBackup)
  }
  return { gb, requests: Math.ceil(requests) }
}
