import Type from 'typebox'
import { command, read } from '#api/call.ts'
import {
  done,
  id,
  instant,
  nullable,
  object,
  oneOf,
  optional,
  serial,
  text,
  whole,
  yes,
} from '#api/schema.ts'

const variant = oneOf(['aes', 'sm4'])
const onDevice = { deviceId: id('dev') }

const question = { challengeId: id('chl'), factor: text(8), expiresAt: instant }
export const challenge = object({ ...question, variant })
export const secretText = Type.String({
  pattern: '^[0-9A-Fa-f]{8}$',
  description: 'eight hex letters',
  'x-carries': 'key',
})
export const proof = object({ proved: yes, at: instant })

/** What a device says to a challenge. */
export const identityAnswer = { challengeId: id('chl'), serialNo: serial(50), variant, secretText }

/** A device's own keys: how it comes by them and how it proves that it has them. */
export const identities = [
  read({
    name: 'identities.identity',
    say: ['终端身份', 'A device’s identity'],
    audited: true,
    input: object(onDevice),
    output: object({
      identity: nullable(
        object({
          identityId: id('idn'),
          variant,
          publicKey: text(64),
          certificate: text(4000),
          enrolledAt: instant,
          lastProvedAt: nullable(instant),
        }),
      ),
      labels: whole(0, 1000),
    }),
  }),
  command({
    name: 'identities.open-enrolment',
    say: ['签发终端登记码', 'Give leave to enrol a device'],
    audited: true,
    input: object({ ...onDevice, variant }),
    output: object({ code: text(40), expiresAt: instant }),
  }),
  command({
    name: 'identities.enrol',
    say: ['终端登记身份', 'A device enrols'],
    input: object({
      serialNo: serial(50),
      /** As the acquirer gave it. */
      code: text(40, 1, 'key'),
      /** PKCS#10, PEM or DER in base64: a P-256 key, the serial as its common name, signed with the key. */
      request: text(2000, 1, 'key'),
    }),
    output: object({
      identityId: id('idn'),
      variant,
      /** X.509, PEM: the device's own, and the acquirer's that signed it. */
      certificate: text(4000),
      authority: text(4000),
      /** The device's answering key, sealed to the request's key (HPKE, RFC 9180), base64. */
      sealedKey: text(400),
      /** First three bytes of sixteen zeros under that key: compared, never the key. */
      checkValue: text(6),
    }),
  }),
  command({
    name: 'identities.withdraw',
    say: ['撤销终端身份', 'End a device’s identity'],
    audited: true,
    input: object(onDevice),
    output: done,
  }),
  command({
    name: 'identities.challenge',
    say: ['向终端提问', 'Ask a device who it is'],
    /**
     * A terminal signs its question with the key it enrolled with: ECDSA with SHA-256, 64 bytes r ‖ s in base64, over
     * "fangxin challenge 1", the serial and `askedAt` as sent, a line feed between them.
     */
    input: object({
      serialNo: serial(50),
      askedAt: optional(instant),
      signature: optional(
        Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$', description: 'r ‖ s in base64', 'x-carries': 'key' }),
      ),
    }),
    /** `variant` for a signed question only: a stranger is answered alike whatever there is behind a serial number. */
    output: object({ ...question, variant: optional(variant) }),
  }),
  command({
    name: 'identities.answer',
    say: ['终端回答', 'A device answers'],
    input: object(identityAnswer),
    output: proof,
  }),
] as const
