import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { switchedOff } from './switched-off.ts'
import { agreementControls } from './switched-off/agreement-controls.ts'
import { custodyControls } from './switched-off/custody-controls.ts'
import { terminalControls } from './switched-off/terminal-controls.ts'
import { vaultControls } from './switched-off/vault-controls.ts'

const controls = [...agreementControls, ...custodyControls, ...terminalControls, ...vaultControls]

test.each(controls.map((each) => [each.control, each] as const))(
  '“%s” can still be switched off',
  (_, each) => {
    expect(switchedOff(each)).not.toContain(each.on)
    expect(existsSync(join(import.meta.dirname, '..', each.test)), each.test).toBe(true)
  },
)

test('a line that is not there, or twice, is noticed', () => {
  const [some] = controls
  if (!some) throw new Error('no controls')
  expect(() => switchedOff({ ...some, on: 'no such line' })).toThrow('0 times')
  expect(() => switchedOff({ ...some, on: 'part(' })).toThrow(/\d+ times/)
})
