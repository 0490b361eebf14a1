import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Manifest } from '#fleet/manifest.ts'
import { openFirmwareRoom } from '../../test/firmware-room.ts'
import { signedText } from './manifest-signature.ts'

let at: Awaited<ReturnType<typeof openFirmwareRoom>>
beforeAll(async () => {
  at = await openFirmwareRoom()
})
afterAll(() => at.close())

/** Twelve terminals: one installs, a day later the next one fails, and the campaign halts. */
const haltedCampaign = async (): Promise<string> => {
  const { room, terminals, second, keyId, manifestOf, publish, start, ask, begin, report } = at
  // 02:30 in China.
  room.clock.now = '2026-11-20T18:30:00.000Z'
  await room.granted(second, 'firmware.confirm-key', { keyId })
  const fleet = await Promise.all(Array.from({ length: 12 }, () => terminals.enrolled()))
  const manifest = manifestOf('firmware one')
  const { campaignId } = await publish(manifest, 'firmware one')
  await start(campaignId)
  const offered = async () => {
    const offers = await Promise.all(fleet.map((one) => ask(one, 'firmware.ask', { kind: 'firmware' })))
    const [one] = fleet.filter((_, position) => offers[position]?.offer !== null)
    if (!one) throw new Error('nobody is offered anything')
    return one
  }
  const one = await offered()
  await begin(one, campaignId)
  await report(one, campaignId, manifest)
  room.clock.now = '2026-11-21T18:30:01.000Z'
  await room.granted(terminals.reviewer, 'firmware.open-next-ring', { campaignId })
  const two = await offered()
  await begin(two, campaignId)
  await report(two, campaignId, manifest, { failure: 'flash' })
  return campaignId
}

test('FIRM-30: a regulator reads campaigns, rates with their bounds, why it halted, each serial shortened; changes none', async () => {
  const { room } = at
  const firstCampaign = await haltedCampaign()
  const regulator = await room.seat('regulator', '演示监管机构')
  const { items } = await room.granted(regulator, 'firmware.campaigns', {})
  expect(items.map(({ campaignId }) => campaignId)).toContain(firstCampaign)
  const seen = await room.granted(regulator, 'firmware.campaign', { campaignId: firstCampaign })
  expect(seen).toMatchObject({
    campaign: { status: 'halted', halt: { cause: 'failures', failed: 1, finished: 2 }, approvals: 1 },
    rate: { failedPpm: 500_000, lowerPpm: 94_529, upperPpm: 905_471 },
    reasons: [{ reason: 'flash', count: 1 }],
  })
  expect(seen.rings.map(({ rate }) => rate?.failedPpm ?? null)).toEqual([0, 1_000_000, null, null])
  // The signature holds over what is shown, with the key shown beside it.
  const { publicKey, signature } = seen.signed
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  const holds = (manifest: Manifest) =>
    verify(null, signedText(manifest), key, Buffer.from(signature, 'base64'))
  expect(holds(seen.campaign.manifest)).toBe(true)
  expect(holds({ ...seen.campaign.manifest, versionNo: 999 })).toBe(false)

  const installs = await room.granted(regulator, 'firmware.installs', { campaignId: firstCampaign })
  expect(installs.items).toHaveLength(12)
  for (const { serialNo } of installs.items) expect(serialNo).toMatch(/^000009••••.{4}$/)
  const [done] = (
    await room.granted(regulator, 'firmware.installs', { campaignId: firstCampaign, status: 'installed' })
  ).items
  const course = async (input: { campaignId?: string; installId?: string }) =>
    (await room.granted(regulator, 'supervision.facts', input)).items.map(({ type }) => type)
  expect(await course({ installId: done?.installId ?? '' })).toEqual([
    ...['install-succeeded', 'install-begun', 'install-targeted'],
  ])
  expect(await course({ campaignId: firstCampaign })).toEqual([
    ...['campaign-halted', 'ring-opened', 'ring-opened', 'campaign-approved', 'campaign-proposed'],
  ])
  for (const name of ['firmware.approve', 'firmware.halt', 'firmware.open-next-ring'] as const)
    await expect(room.ask(regulator, name, { campaignId: firstCampaign })).rejects.toThrow('')
  await expect(room.ask(regulator, 'firmware.keys', {})).rejects.toThrow('')
  // The wall behind it: nothing is written with a regulator's eyes.
  await room.owner.query('begin')
  await room.owner.query('set local role fangxin_app')
  await room.owner.query(
    `select set_config('fx.principal', 'regulator', true), set_config('fx.organisation', $1, true)`,
    [regulator.organisationId],
  )
  const read = await room.owner.query('select from campaigns')
  const written = await room.owner.query(`update campaigns set status = 'completed'`)
  await room.owner.query('rollback')
  expect(read.rowCount).toBeGreaterThan(0)
  expect(written.rowCount).toBe(0)
})
