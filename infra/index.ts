import { deploy } from './program.ts'
import { readSettings } from './settings.ts'

const outputs = await deploy({
  ...readSettings(),
  buildImages: () => {
    throw new Error('Images cannot be built yet: set images.mode to prebuilt.')
  },
})

export const { url, kubeconfig, address, open, budget } = outputs
