import { unhex } from '#iso8583/hex.ts'
import type { Codec, KeySuite } from '#iso8583/dialect.ts'
import { keyCiphers } from '../src/test-host/key-ciphers.ts'
import { type ShopStep, shopSuite } from '#iso8583/shop-suite.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import { unionpay } from '#iso8583/unionpay.ts'
import { tcpLink } from '../../cli/terminal-link.ts'
import { type Misbehaviour, terminalMachine } from '../../cli/terminal-machine.ts'
import { loadCase, moveCase } from '../src/cases/case.ts'
import { selfProof } from '../src/devices/self-proof.ts'
import { hostPorts, judgedByTheHouse } from '../src/function-tests/host-ports.ts'
import { newId } from '../src/house/new-id.ts'
import { logIdentity } from '../src/log/identity.ts'
import { type Doors, heldDialects, openDoors } from '../src/test-host/doors.ts'
import type { TestRoom } from './room.ts'
import { arrive, openShop, type Shop } from './shop.ts'

export type BoundShop = Shop & {
  readonly visitId: string
  readonly deviceId: string
  readonly serialNo: string
  readonly terminalNo: string
  readonly merchantNo: string
}

let shops = 0

export type RoomHost = Doors & { readonly port: number; close(): Promise<void> }

/** The doors of a room's house, as main.ts opens them; `port` is UnionPay's. */
export const openRoomHost = async ({ house }: TestRoom): Promise<RoomHost> => {
  const ports = hostPorts(house, { loadCase, moveCase }, logIdentity, selfProof)
  const [held, doorPorts] = [await heldDialects(null), house.config.iso8583Doors]
  const doors = await openDoors({ port: 0, suite: judgedByTheHouse, held, doorPorts, ...ports })
  house.doors = doors
  house.iso8583Port = await doors.portOf(unionpay.dialect.name)
  return { ...doors, port: house.iso8583Port }
}

/** As whoever owns the tables: the case's state changed by hand. */
export const rewrite = (test: TestRoom, caseId: string, path: string, value: unknown): Promise<unknown> =>
  test.owner.query('update cases set state = jsonb_set(state, $2, $3::jsonb) where case_id = $1', [
    ...[caseId, path, JSON.stringify(value)],
  ])

/** A shop with a technician in it and a terminal bound; a device room of its own would only tell the same. */
export const bindShop = async (
  test: TestRoom,
  people: Parameters<typeof openShop>[1] = {},
): Promise<BoundShop> => {
  const shop = await openShop(test, people)
  const visitId = await arrive(test, shop)
  const deviceId = newId('dev')
  const number = String(++shops).padStart(4, '0')
  const [serialNo, terminalNo, merchantNo] = [`DEMO0104A100${number}`, `1000${number}`, '801584058120001']
  await test.owner.query(
    `insert into models (model_code, acquirer_id, maker, name, terminal_kind, registry_code, firmware_version, price_cap_fen, certificates, version, registered_at)
     values ('DEMO-S1', $1, 'Demo', 'S1', 'smart-pos', '04', '1.0.0', 100000, '[]', 1, $2) on conflict do nothing`,
    [shop.reviewer.organisationId, test.clock.now],
  )
  await test.owner.query(
    `insert into devices (device_id, acquirer_id, model_code, serial_no, status, case_id, merchant_id, provider_id, terminal_no, merchant_no, version, state, updated_at)
     values ($1, $2, 'DEMO-S1', $3, 'bound', $4, $5, $6, $7, $8, 1, '{"status":"bound"}', $9)`,
    [
      ...[deviceId, shop.reviewer.organisationId, serialNo, shop.caseId, shop.merchant.organisationId],
      ...[shop.provider.organisationId, terminalNo, merchantNo, test.clock.now],
    ],
  )
  await rewrite(test, shop.caseId, '{install}', {
    ...{ deviceId, delivery: 'carried', merchantAccepted: true },
    ...{ boundAt: test.clock.now, terminalNo, merchantNo },
  })
  await rewrite(test, shop.caseId, '{step}', 'function-test')
  return { ...shop, visitId, deviceId, serialNo, terminalNo, merchantNo }
}

/** Somebody at the keys of a terminal that was told this run's key. */
export const terminalFor = (
  port: number,
  {
    terminalNo,
    merchantNo,
    serialNo,
  }: Pick<BoundShop, 'terminalNo' | 'merchantNo'> & {
    readonly serialNo?: string
  },
  testMasterKey: string,
  misbehave: Misbehaviour | null = null,
  keySuite: KeySuite = 'tdes',
  timeoutMs = 400,
  codec: Codec = unionpay,
) => {
  const { demoPan: pan, pin, demoCode: code } = testCards
  const stated = serialNo === undefined ? {} : { serialNo }
  const tmk = unhex(testMasterKey)
  const identity = { terminalNo, merchantNo, ...stated, tmk, keySuite, pan, pin, code }
  const machine = terminalMachine(
    identity,
    tcpLink('127.0.0.1', port, timeoutMs, null, codec.dialect.frame),
    keyCiphers()[keySuite],
    misbehave,
    codec,
  )
  const specOf = (step: string) => shopSuite.steps.find((each) => each.step === step) as ShopStep
  return {
    press: (step: string, change: Partial<ShopStep['do']> = {}) =>
      machine.perform(step, { ...specOf(step).do, ...change }),
    async pressAll(until: string | null = null): Promise<void> {
      for (const { step } of shopSuite.steps) {
        if (step === until) return
        await machine.perform(step, specOf(step).do)
      }
    },
  }
}
