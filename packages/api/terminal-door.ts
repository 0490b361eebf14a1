import Type from 'typebox'
import { command } from '#api/call.ts'
import { fix } from '#api/devices.ts'
import { manifest } from '#api/firmware.ts'
import {
  count,
  done,
  id,
  instant,
  nullable,
  object,
  oneOf,
  optional,
  sha256,
  text,
  whole,
  yes,
} from '#api/schema.ts'

/** Which terminal speaks, proved by the header `Fangxin-Device-Mac`. */
const terminal = { deviceId: id('dev'), generation: whole(1, 1_000_000) }

/**
 * Calls that terminals make. No person and no API key: each request carries HMAC-SHA-256 over its body under the key of
 * the terminal's enrolment (hex, header `Fangxin-Device-Mac`; over MQTT in front of the body, with a full stop between).
 */
export const terminalCalls = [
  command({
    name: 'heartbeats.send',
    say: ['终端心跳', 'A terminal’s heartbeat'],
    input: object({
      ...terminal,
      beatNo: whole(1, 9_007_199_254_740_991),
      at: instant,
      health: oneOf(['ok', 'degraded', 'fault']),
      printer: oneOf(['none', 'ok', 'no-paper', 'fault']),
      battery: nullable(whole(0, 100)),
      signalDbm: nullable(whole(-150, 0)),
      unsent: count(1_000_000),
      unsentSince: nullable(instant),
      lastSaleAt: nullable(instant),
      lastSettledAt: nullable(instant),
      firmwareVersion: text(40),
      firmwareHash: sha256,
      firmwareNo: count(),
      parametersNo: count(),
      tampered: yes,
      network: optional(
        Type.String({
          pattern: '^[0-9]{5,6}$',
          description: 'MCC and MNC of the mobile network it is on; left out on a line of the shop’s own',
          'x-carries': 'reference',
        }),
      ),
      fix: nullable(object(fix)),
    }),
    output: object({ taken: Type.Literal(true), now: instant }),
  }),
  command({
    name: 'firmware.ask',
    say: ['终端查询更新', 'A terminal asks for an update'],
    input: object({ ...terminal, kind: oneOf(['firmware', 'parameters']) }),
    output: object({
      offer: nullable(
        object({
          campaignId: id('cmp'),
          manifest,
          algorithm: oneOf(['ed25519', 'ecdsa-p256']),
          signature: text(200),
          /** Where the file stands, on this very host. */
          path: text(200),
        }),
      ),
    }),
  }),
  command({
    name: 'firmware.begin',
    say: ['终端开始安装', 'A terminal begins an install'],
    input: object({
      ...terminal,
      campaignId: id('cmp'),
      versionNo: count(),
      battery: nullable(whole(0, 100)),
      unsent: count(1_000_000),
      lastSaleAt: nullable(instant),
      lastSettledAt: nullable(instant),
      tampered: yes,
    }),
    output: object({ reportBy: instant }),
  }),
  command({
    name: 'firmware.report',
    say: ['终端报告安装结果', 'A terminal reports an install'],
    input: object({
      ...terminal,
      campaignId: id('cmp'),
      versionNo: count(),
      sha256,
      /** Null: it is installed. */
      failure: nullable(oneOf(['download', 'hash', 'signature', 'space', 'power', 'flash', 'boot'])),
    }),
    output: done,
  }),
] as const
