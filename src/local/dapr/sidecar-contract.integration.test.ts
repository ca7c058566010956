import { describeSidecarContract } from '../sidecar/contract/sidecar-contract.ts'
import { startDaprTarget } from '../testing/dapr-target.ts'

describeSidecarContract('daprd', startDaprTarget)
