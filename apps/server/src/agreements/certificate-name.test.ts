import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missingPrograms } from '../../../../scripts/signed-agreements/programs.ts'
import type { TestRoom } from '../../test/room.ts'
import { addPasskey, agreeingShop, challengeOf, openSigningRoom } from '../../test/signed-shop.ts'
import { performAsHouse } from '../house/corridor.ts'
import { certificateWarnings } from './check-certificates.ts'

const without = missingPrograms().includes('openssl') ? ' (openssl is missing)' : ''
const home = mkdtempSync(join(tmpdir(), 'fangxin-certificate-'))
let room: TestRoom
beforeAll(async () => {
  room = await openSigningRoom()
})
afterAll(async () => {
  await room?.close()
  rmSync(home, { recursive: true, force: true })
})

/** A certificate of this subject, and its key, as an authority would hand it over. */
const p12 = (subject: string): string => {
  const path = (name: string) => join(home, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-utf8'],
    ...['-subj', subject, '-days', '3650', '-keyout', path('key'), '-out', path('certificate')],
  )
  openssl(
    ...['pkcs12', '-export', '-inkey', path('key'), '-in', path('certificate')],
    ...['-passout', 'pass:demo', '-out', path('acquirer.p12')],
  )
  return path('acquirer.p12')
}

test.skipIf(without !== '')(
  `[AGR-60] a certificate that names another than the acquirer seals nothing, and is warned of${without}`,
  async () => {
    room.clock.now = new Date().toISOString()
    const shop = await agreeingShop(room)
    const { caseId, merchant, reviewer } = shop
    const { digest } = await room.granted(reviewer, 'agreements.generate', { caseId })
    const passkey = (await addPasskey(room, merchant)).answer(await challengeOf(room, shop))
    await room.granted(merchant, 'agreements.sign', { caseId, digest, passkey })
    const configured = (subject: string) => {
      const { signing } = room.house.config
      Object.assign(room.house.config, { signing: { ...signing, p12: p12(subject), p12Password: 'demo' } })
      // A certificate begins when it is made.
      room.clock.now = new Date().toISOString()
    }
    const closed = async () =>
      (await room.granted(reviewer, 'agreements.seal-certificate', { caseId })).closed
    const warnings = () => performAsHouse(room.house, 'boot-certificates', certificateWarnings)
    const seal = () => room.ask(reviewer, 'agreements.countersign', { caseId, digest })
    expect(await warnings()).toEqual([])
    // An organisation that is another's, and its name in two fields: the certificate of nobody here.
    for (const subject of [
      '/O=别家支付有限公司/CN=演示收单机构',
      '/O=演示收单机构/O=别家支付有限公司',
      '/OU=演示收单机构',
    ]) {
      configured(subject)
      expect(await seal()).toMatchObject({ rule: 'AGR-60', params: { registered: '演示收单机构' } })
      expect(await closed()).toBe('AGR-60')
      expect(await warnings()).toEqual([expect.stringContaining('演示收单机构 cannot seal (AGR-60)')])
    }
    for (const subject of ['/CN=演示收单机构', '/O=演示 收单机构/CN=Demo seal']) {
      configured(subject)
      expect(await closed()).toBeNull()
      expect(await warnings()).toEqual([])
    }
    expect(await seal()).toMatchObject({ ok: true })
  },
)
