import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
import { captured, done, id, instant, object, text, yes } from '#api/schema.ts'

const keyId = id('cak')

export const captures = [
  read({
    name: 'capture.key',
    say: ['取收单机构的加密公钥', 'The acquirer’s public key for what is captured in the shop'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: object({
      keyId,
      /** Uncompressed P-256 point, base64. */
      publicKey: Type.String({ pattern: '^[A-Za-z0-9+/]{87}=$' }),
      acquirer: text(120, 0),
      validUntil: instant,
    }),
  }),
  command({
    name: 'capture.rotate-key',
    say: ['更换采集公钥', 'Publish a new key for what is captured in the shop'],
    /** `immediately`: the key may be known to somebody; phones that still hold it must fetch the new one. */
    input: object({ immediately: yes }),
    output: object({ keyId, validUntil: instant }),
  }),
  command({
    name: 'visits.record-handler',
    say: ['登记经办人（加密）', 'Record the authorised handler, sealed to the acquirer'],
    audited: true,
    input: object({
      ...inCase,
      visitId: id('vis'),
      keyId,
      sealed: object({
        name: captured,
        idKind: captured,
        idNo: captured,
        idValidUntil: captured,
        phone: captured,
      }),
    }),
    output: done,
  }),
  command({
    name: 'reviews.reveal-handler',
    say: ['查看经办人明文', 'Reveal the authorised handler'],
    audited: true,
    reveals: true,
    input: object({ ...inCase, purpose: text(200) }),
    output: object({
      name: text(60, 0),
      idKind: text(30, 0),
      idNo: text(30, 0),
      idValidUntil: text(10, 0),
      phone: text(20, 0),
      recordedAt: instant,
    }),
  }),
] as const
