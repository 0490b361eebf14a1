import { expect, test } from 'vitest'
import { crash, seeded } from '../../../scripts/crash.ts'
import { cast, sealedDemo } from '../../../scripts/demo/cast.ts'

test('killed at eight random moments it comes up unaided each time, loses nothing and logs nobody', async () => {
  const seed = Math.floor(Math.random() * 1e9)
  const told = await crash(8, seeded(seed)).catch((error: Error) =>
    expect.fail(`seed ${seed}: ${error.message}`),
  )
  const { output, ...sums } = told
  expect({ seed, ...sums }).toEqual({
    seed,
    acknowledged: expect.any(Number),
    lost: [],
    doubled: 0,
    steps: ['offers', 'review', 'support', 'support'],
    organisations: 11,
  })
  expect(told.acknowledged).toBeGreaterThan(20)

  expect(output).toContain('"path":"/api/cases.open"')
  // Browsers bind passkeys to a name.
  expect(output).toMatch(/^fangxin: open http:\/\/localhost:\d+ in a browser/mu)
  const { legalPersonIdNo = '', settlementAccountNo = '', premisesAddress = '' } = sealedDemo('', '')
  const secrets = [
    legalPersonIdNo,
    settlementAccountNo,
    premisesAddress,
    '演示甲',
    '店员（演示）',
    'fx_session=',
  ]
  for (const secret of secrets) expect(output.includes(secret), secret).toBe(false)
  // A response time such as 1.19900000000762 ms is nobody's number.
  for (const { phone } of [...Object.values(cast.merchants), cast.operator])
    expect(output).not.toMatch(new RegExp(`(?<![\\d.])${phone}`))
  expect(output).not.toMatch(/验证码 \d{6}/)
}, 150_000)
