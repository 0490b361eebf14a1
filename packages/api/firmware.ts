import Type from 'typebox'
import { command, read } from '#api/call.ts'
import {
  count,
  done,
  file,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  page,
  paging,
  ppm,
  sha256,
  text,
  whole,
  yes,
} from '#api/schema.ts'

const onCampaign = { campaignId: id('cmp') }
const manifestKind = oneOf(['firmware', 'parameters'])
const base64 = (max: number) =>
  Type.String({ minLength: 4, maxLength: max, pattern: '^[A-Za-z0-9+/]+={0,2}$', 'x-carries': 'key' })
const algorithm = oneOf(['ed25519', 'ecdsa-p256'])

export const manifest = object({
  v: Type.Literal(1),
  kind: manifestKind,
  modelCode: text(40),
  sequence: whole(1, 1_000_000),
  versionNo: whole(1, 1_000_000),
  version: text(40),
  sha256,
  bytes: whole(1, 4 * 1024 * 1024),
  rollback: yes,
  issuedAt: instant,
})

/** Failures of all finished attempts, with the ends of the 95 % interval (Wilson). */
const rate = object({ failedPpm: ppm, lowerPpm: ppm, upperPpm: ppm })

const tally = object({
  ring: whole(0, 9),
  sharePpm: ppm,
  targets: count(),
  installed: count(),
  failed: count(),
  inFlight: count(),
  settled: count(),
  /** Null before an attempt was finished. */
  rate: nullable(rate),
})

const campaignRow = object({
  ...onCampaign,
  manifest,
  status: oneOf(['proposed', 'running', 'halted', 'completed']),
  ring: whole(-1, 9),
  proposedAt: instant,
  approvals: count(100),
  approvalsNeeded: count(100),
  halt: nullable(
    object({
      cause: oneOf(['failures', 'by-hand']),
      failed: nullable(count()),
      finished: nullable(count()),
      lowerPpm: nullable(ppm),
    }),
  ),
})

/** Signed firmware and parameters, and how far they have spread. */
export const firmware = [
  command({
    name: 'firmware.enter-key',
    say: ['登记清单签名公钥', 'Enter a key that signs manifests'],
    audited: true,
    input: object({ algorithm, publicKey: base64(400) }),
    output: object({ keyId: id('fwk') }),
  }),
  command({
    name: 'firmware.confirm-key',
    say: ['确认清单签名公钥', 'Confirm a key a colleague entered'],
    audited: true,
    input: object({ keyId: id('fwk') }),
    output: done,
  }),
  read({
    name: 'firmware.keys',
    say: ['清单签名公钥', 'Keys that sign manifests'],
    input: object({}),
    output: object({
      items: list(
        object({
          keyId: id('fwk'),
          algorithm,
          publicKey: base64(400),
          enteredBy: text(80, 0),
          enteredAt: instant,
          confirmedBy: nullable(text(80, 0)),
          mine: yes,
        }),
      ),
    }),
  }),
  command({
    name: 'firmware.publish',
    say: ['发布固件或参数', 'Publish firmware or parameters'],
    audited: true,
    bodyLimit: 6 * 1024 * 1024,
    input: object({ manifest, keyId: id('fwk'), signature: base64(200), content: file(4 * 1024 * 1024) }),
    output: object(onCampaign),
  }),
  command({
    name: 'firmware.approve',
    say: ['批准推送', 'Approve a campaign'],
    audited: true,
    input: object(onCampaign),
    output: done,
  }),
  command({
    name: 'firmware.start',
    say: ['开始推送', 'Start a campaign'],
    audited: true,
    input: object(onCampaign),
    output: done,
  }),
  command({
    name: 'firmware.open-next-ring',
    say: ['开放下一批', 'Open the next ring'],
    audited: true,
    input: object(onCampaign),
    output: done,
  }),
  command({
    name: 'firmware.halt',
    say: ['停止推送', 'Halt a campaign'],
    audited: true,
    input: object(onCampaign),
    output: done,
  }),
  read({
    name: 'firmware.campaigns',
    say: ['推送列表', 'Campaigns'],
    input: object(paging),
    output: page(campaignRow),
  }),
  read({
    name: 'firmware.campaign',
    say: ['推送进度', 'How a campaign stands'],
    audited: true,
    input: object(onCampaign),
    output: object({
      campaign: campaignRow,
      acquirer: text(120, 0),
      rings: list(tally, 10),
      /** The open rings together, as FIRM-16 judges them. */
      rate: nullable(rate),
      failureLimitPpm: ppm,
      lowerPpm: ppm,
      /** Why installs that failed last, failed. */
      reasons: list(object({ reason: text(40), count: count() }), 20),
      /** The manifest's signature over its canonical JSON (RFC 8785), and the key that checks it. */
      signed: object({ algorithm, publicKey: base64(400), signature: base64(200), publishedAt: instant }),
    }),
  }),
  read({
    name: 'firmware.installs',
    say: ['逐台安装记录', 'Installs, serial by serial'],
    input: object({
      ...paging,
      ...onCampaign,
      status: optional(oneOf(['pending', 'begun', 'installed', 'failed'])),
    }),
    output: page(
      object({
        installId: id('ins'),
        deviceId: id('dev'),
        serialNo: text(50),
        ring: whole(0, 9),
        status: oneOf(['pending', 'begun', 'installed', 'failed']),
        attempts: count(100),
        reason: nullable(text(40)),
        begunAt: nullable(instant),
        updatedAt: instant,
      }),
    ),
  }),
] as const
