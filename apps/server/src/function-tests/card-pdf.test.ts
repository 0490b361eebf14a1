import { createCanvas } from '@napi-rs/canvas'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { pdfText } from '../../test/pdf-text.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { type BoundShop, bindShop, openRoomHost, type RoomHost, terminalFor } from '../../test/tested-shop.ts'
import { NotFound } from '../house/errand.ts'
import { logIdentity } from '../log/identity.ts'
import { rooms } from '../rooms.ts'
import { verifyCard } from './card.ts'

let room: TestRoom
let host: RoomHost
let shop: BoundShop
let asked: { readonly caseId: string; readonly runId: string }
beforeAll(async () => {
  room = await openTestRoom(rooms())
  host = await openRoomHost(room)
  shop = await bindShop(room)
  const { caseId } = shop
  const opened = await room.granted(shop.technician, 'function-tests.open', { caseId })
  asked = { caseId, runId: opened.runId }
  await terminalFor(host.port, shop, opened.testMasterKey, null, 'tdes', 1_500).pressAll()
}, 60_000)
afterAll(async () => {
  await host?.close()
  await room?.close()
})

const paper = async (language: 'zh' | 'en', who = shop.merchant) => {
  const { pdf, ...about } = await room.granted(who, 'function-tests.card-pdf', { ...asked, language })
  return { ...about, pdf: Buffer.from(pdf, 'base64') }
}

const qrOn = async (pdf: Buffer, page: number): Promise<string[]> => {
  const wasm = new URL('../../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url)
  const wasmBinary = (await readFile(fileURLToPath(wasm))).buffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const drawn = await (await task.promise).getPage(page)
  const viewport = drawn.getViewport({ scale: 3 })
  const canvas = createCanvas(viewport.width, viewport.height)
  await drawn.render({
    ...{ canvas: null, viewport },
    canvasContext: canvas.getContext('2d') as never,
  }).promise
  await task.destroy()
  const read = await readBarcodes(new Uint8Array(canvas.toBuffer('image/png')), { formats: ['QRCode'] })
  return read.map(({ text }) => text)
}

describe('the result card on paper', () => {
  test.each([
    [
      'zh',
      [
        ...[
          '终端功能测试结果卡',
          '这台终端通过了验收测试',
          '密钥算法三重DES（3DES）',
          '林技术员',
          '行政区划440300',
        ],
        ...['出毛病的时候', '消费98.00元，发送后断线', '怎样自己核验，不必相信任何人', 'npxfangxinverify'],
      ],
    ],
    [
      'en',
      [
        ...[
          'Resultcardofaterminal',
          'Thisterminalhaspasseditsacceptancetest',
          'CipherofthekeysTripleDES(3DES)',
        ],
        ...[
          '林技术员',
          'Onabadday',
          'Saleof98.00yuan,linecutaftersending',
          'Howtocheckityourself,trustingnobody',
        ],
      ],
    ],
  ] as const)(
    '%s: says in plain words what the signed card says, and how to check it',
    async (language, said) => {
      const { pdf, name, sha256 } = await paper(language)
      expect(name).toBe(`${shop.serialNo}-${language}.pdf`)
      const text = await pdfText(pdf)
      const card = await room.granted(shop.merchant, 'function-tests.card', asked)
      expect(sha256).toBe(card.sha256)
      const key = logIdentity(room.house).key.name
      for (const words of [...said, shop.serialNo, shop.terminalNo, shop.merchantNo, `${key}/key`, sha256])
        expect(text).toContain(words)
      for (const { title } of card.steps) expect(text).toContain(title[language].replaceAll(/\s/gu, ''))
      expect(text).toContain('2026-11-2010:00:00')
      expect(await qrOn(pdf, 2)).toEqual([`fangxin-card ${sha256} ${key}`])
    },
  )

  test('carries the signed card itself, and is the same bytes whoever asks', async () => {
    const { pdf } = await paper('zh')
    const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
    const opened = await task.promise
    const name = `${shop.serialNo}.fangxin-card`
    expect([...((await opened.getAttachments())?.keys() ?? [])]).toEqual([name])
    const inside: unknown = await opened.getAttachmentContent(name)
    await task.destroy()
    const { file } = await room.granted(shop.merchant, 'function-tests.card', asked)
    expect(Buffer.from(inside as Uint8Array).toString('utf8')).toBe(file)
    expect(verifyCard(file, [logIdentity(room.house).key]).flaws).toEqual([])
    for (const who of [shop.technician, shop.reviewer])
      expect((await paper('zh', who)).pdf.equals(pdf)).toBe(true)
  })

  test('is for who may open the card', async () => {
    const other = await bindShop(room)
    for (const who of [other.merchant, other.technician, other.reviewer])
      await expect(room.ask(who, 'function-tests.card-pdf', { ...asked, language: 'zh' })).rejects.toThrow(
        NotFound,
      )
    await expect(
      room.ask(shop.provider, 'function-tests.card-pdf', { ...asked, language: 'zh' }),
    ).rejects.toThrow()
  })
})
