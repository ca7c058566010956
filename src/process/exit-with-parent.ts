// Preloaded (`node --import`) into a child whose own code knows nothing of its supervisor, such as Next's server.
import { onParentGone } from './lifecycle.ts'

onParentGone(() => process.exit(0))
