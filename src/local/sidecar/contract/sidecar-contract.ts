import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventsContract } from './events-contract.ts'
import { invocationContract, silentStream } from './invocation-contract.ts'
import { processContract } from './process-contract.ts'
import { stateContract } from './state-contract.ts'
import { type Contract, type StartTarget, startContractApps } from './target.ts'

const silenceMs = 61_000

/**
 * What every process relies on in its sidecar. Registers the suite for one implementation: `start` brings up a sidecar
 * for each of the apps it is given, set to `contractSettings`.
 */
export function describeSidecarContract(name: string, start: StartTarget): void {
  describe(`sidecar contract: ${name}`, () => {
    let contract: Contract | undefined
    const current = (): Contract => {
      if (contract === undefined) throw new Error('the target has not started')
      return contract
    }
    beforeAll(async () => {
      const apps = await startContractApps()
      contract = { apps, target: await start(apps) }
    })
    afterEach(() => {
      for (const app of Object.values(current().apps)) app.reset()
    })
    afterAll(async () => {
      await contract?.target.close()
      await Promise.all(Object.values(contract?.apps ?? {}).map((app) => app.shut()))
    })
    describe('process', () => processContract(current))
    describe('state and secrets', () => stateContract(current))
    describe('invocation', () => invocationContract(current))
    describe('events', () => eventsContract(current))
    test('a stream may be silent for a minute', { timeout: silenceMs + 30_000 }, async () => {
      expect(await silentStream(current(), silenceMs)).toBe('data: before\n\ndata: after\n\n')
    })
  })
}
