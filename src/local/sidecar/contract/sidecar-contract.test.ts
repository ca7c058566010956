import { describeSidecarContract } from './sidecar-contract.ts'
import { startStandIn } from './start-stand-in.ts'

describeSidecarContract('the local stand-in', (apps) => startStandIn(apps))
