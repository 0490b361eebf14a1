import { expect, test } from 'vitest'
import { hex, unhex } from '#iso8583/hex.ts'
import { ascii, type Message } from '#iso8583/message.ts'
import { readTlv } from '#iso8583/tlv.ts'
import { maskPan, trace } from '#iso8583/trace.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import samples from './samples.json' with { type: 'json' }

const gb = new TextDecoder('gb18030')
const read = (name: string) => {
  const sample = samples.messages.find((message) => message.name === name)
  return trace(unionpay, unpack(unionpay, unhex(sample?.hex ?? '')), (bytes) => gb.decode(bytes))
}
const sale = (fields: Message['fields'], mti = '0200'): Message => ({
  tpdu: '6000030000',
  header: '613103310000',
  mti,
  fields,
})

test('a sale reads in words, its parts split, its codes explained', () => {
  const lines = read('sale answer, chip')
  expect(lines[0]).toMatchObject({ field: 0, value: '0210', means: { zh: '消费', en: 'Sale' } })
  expect(lines.find(({ field }) => field === 39)).toMatchObject({ value: '00', means: { en: 'Approved' } })
  expect(lines.find(({ field }) => field === 43)?.value).toBe('示例商户有限公司')
  expect(lines.find(({ field }) => field === 56)?.value).toBe('00+成功')
  expect(
    lines
      .find(({ field }) => field === 60)
      ?.parts?.slice(0, 3)
      .map(({ value }) => value),
  ).toEqual(['22', '000727', '000'])
  const demand = trace(unionpay, sale({ 3: '000000' }))[1]?.parts?.find(
    ({ words }) => words.zh === '处理要求',
  )
  expect(demand?.means).toEqual({ zh: '重新签到', en: 'sign in again' })
})

test('no card number, track, PIN block, expiry or key can be read in it', () => {
  const pan = '6222020000000000018'
  const track = `${pan}D30122010000012300`
  const chip = unhex(`5A0A${pan}F5F24033012315713${track.slice(0, 37)}F9F2701809F0206000000000100`)
  const fields = {
    2: pan,
    14: '3012',
    35: track.slice(0, 37),
    52: unhex('FB74F6FB13675244'),
    55: chip,
    62: unhex('6701EAD6A9AD51E51AA406E2C27FCFA98D0A74B8'),
  }
  const told = JSON.stringify(trace(unionpay, sale(fields)))
  for (const secret of [
    pan,
    pan.slice(0, 15),
    pan.slice(-8),
    '3012',
    'FB74F6',
    '6701EA',
    hex(ascii(pan)).slice(0, 20),
  ])
    expect(told).not.toContain(secret)
  expect(told).toContain('622202*********0018')
  expect(told).toContain('9F02=000000000100')
  expect(JSON.stringify(trace(unionpay, sale({ 48: `000001${pan}` }, '0320')))).not.toContain(
    pan.slice(0, 12),
  )
  expect(JSON.stringify(trace(unionpay, sale({ 55: unhex('5A0A6222') })))).not.toContain('6222')
})

test.each([
  ['6222020000000000018', '622202*********0018'],
  ['4111111111111111', '411111******1111'],
  ['123456789012', '************'],
])('%s is shown as %s', (pan, masked) => expect(maskPan(pan)).toBe(masked))

test.each(['5A', '5A05', '5A0511', '9F', '9F81', '5A83000001AA', '5A81'])(
  'the broken chip data %s is not read',
  (text) => {
    expect(readTlv(unhex(text))).toBeNull()
  },
)

test('chip data reads tag by tag, long lengths too', () => {
  const tags = readTlv(unhex(`9F2701805A8102AABB95050000000000`))
  expect(tags?.map(({ tag, value }) => [tag, hex(value)])).toEqual([
    ['9F27', '80'],
    ['5A', 'AABB'],
    ['95', '0000000000'],
  ])
})
