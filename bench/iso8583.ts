import { hex, unhex } from '#iso8583/hex.ts'
import type { Message } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'

const PROMISED_PER_SECOND = 150_000
const ROUNDS = 5
const TURNS = 100_000

/** A chip sale of fifteen fields, a PIN, a MAC and 145 bytes of chip data among them. */
const sale: Message = {
  tpdu: '6000030000',
  header: '613100310000',
  mti: '0200',
  fields: {
    2: '6222020000000000018',
    3: '000000',
    4: '000000010000',
    11: '000001',
    22: '051',
    23: '000',
    25: '00',
    26: '12',
    41: '10000001',
    42: '898440159990001',
    49: '156',
    52: unhex('FB74F6FB13675244'),
    55: new Uint8Array(145).fill(0x9f),
    60: '2200000100050',
    64: unhex('3643444338463230'),
  },
}

const perSecond = (turn: () => void): number => {
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint()
    for (let i = 0; i < TURNS; i++) turn()
    best = Math.max(best, (TURNS * 1e9) / Number(process.hrtime.bigint() - start))
  }
  return Math.round(best)
}

const bytes = pack(unionpay, sale)
if (hex(pack(unionpay, unpack(unionpay, bytes))) !== hex(bytes))
  throw new Error('the sale does not read back')
let kept = 0
const floor = perSecond(() => {
  kept += Buffer.from(Buffer.from(bytes)).length
})
const unpacked = perSecond(() => {
  kept += unpack(unionpay, bytes).mti.length
})
const packed = perSecond(() => {
  kept += pack(unionpay, sale).length
})
const both = perSecond(() => {
  kept += pack(unionpay, unpack(unionpay, bytes)).length
})
process.stdout.write(
  `${JSON.stringify({
    bench: 'iso8583 codec, 15-field sale',
    unpackPerSecond: unpacked,
    packPerSecond: packed,
    bothPerSecond: both,
    promisedPerSecond: PROMISED_PER_SECOND,
    kept: both >= PROMISED_PER_SECOND,
    floor: 'copying the same bytes twice',
    floorPerSecond: floor,
    ratio: Number((floor / both).toFixed(1)),
    messageBytes: bytes.length,
    touched: kept > 0,
  })}\n`,
)
