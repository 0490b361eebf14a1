import { deflateRawSync } from 'node:zlib'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { describe, expect, test } from 'vitest'
import { review } from '#contract-guard/review.ts'
import { textRules } from '#words/rules-text.ts'
import { readText as readFiles } from './read-text.ts'
import { isUnreadable } from './unreadable.ts'

/** None of these formats needs a picture read. */
const noReader = { readPicture: () => Promise.resolve(null) }
const readText = (bytes: Uint8Array, fileName: string) => readFiles([{ bytes, fileName }], noReader)

const contract = '第一条 乙方有权随时调整费率，无需另行通知甲方。'
const utf8 = (text: string) => new TextEncoder().encode(text)

const codeOf = async (bytes: Uint8Array, fileName: string): Promise<string> => {
  try {
    await readText(bytes, fileName)
  } catch (error) {
    if (isUnreadable(error)) return error.code
    throw error
  }
  return 'read'
}

const wordFile = async (): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph('合作协议'),
            new Paragraph(contract),
            new Table({
              rows: [
                new TableRow({ children: [new TableCell({ children: [new Paragraph('贷记卡 0.60%')] })] }),
              ],
            }),
          ],
        },
      ],
    }),
  )

/** A zip of one part whose directory may announce any size. */
const zip = (name: string, content: Buffer, announced = content.length, flags = 0): Buffer => {
  const packed = deflateRawSync(content)
  const title = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(announced, 22)
  local.writeUInt16LE(title.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(flags, 8)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(announced, 24)
  central.writeUInt16LE(title.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + title.length, 12)
  end.writeUInt32LE(30 + title.length + packed.length, 16)
  return Buffer.concat([local, title, packed, central, title, end])
}

describe('text files', () => {
  test('UTF-8 with and without BOM, UTF-16, GB18030: the same text', async () => {
    const gb18030 = Uint8Array.from([0xb7, 0xd1, 0xc2, 0xca, 0xb5, 0xf7, 0xd5, 0xfb])
    expect((await readText(utf8(contract), 'a.txt')).text).toBe(contract)
    expect((await readText(utf8(`\ufeff${contract}`), 'A.TXT')).text).toBe(contract)
    expect((await readText(Buffer.from(`\ufeff${contract}`, 'utf16le'), 'a.txt')).text).toBe(contract)
    expect((await readText(gb18030, 'a.md')).text).toBe('费率调整')
  })

  test('bytes that are no text, or another format under a text name', async () => {
    expect(await codeOf(Uint8Array.from([0xff, 0xff, 0x81]), 'a.txt')).toBe('TEXT-4')
    expect(await codeOf(utf8('费率\0'), 'a.txt')).toBe('TEXT-4')
    expect(await codeOf(utf8('%PDF-1.7 …'), 'a.txt')).toBe('TEXT-4')
    expect(await codeOf(utf8(' \n '), 'a.txt')).toBe('TEXT-6')
    expect(await codeOf(new Uint8Array(20_000_001).fill(0x61), 'a.txt')).toBe('TEXT-2')
    for (const name of ['a.exe', 'noname']) expect(await codeOf(utf8('x'), name)).toBe('TEXT-1')
    for (const name of ['a.pdf', 'a.jpg', 'a.png', 'a.docx'])
      expect(await codeOf(utf8('x'), name)).toBe('TEXT-4')
  })
})

describe('Word files', () => {
  test('a real .docx is read, tables too, and its trap found', async () => {
    const { text, kind } = await readText(await wordFile(), '合同.docx')
    expect(kind).toBe('docx')
    expect(text).toContain(contract)
    expect(text).toContain('贷记卡 0.60%')
    expect(review(text).findings.map(({ rule }) => rule)).toContain('T05')
  })

  test('a bomb, a lying directory, a polyglot, an encrypted part, an old .doc, an entity, a cut file', async () => {
    const xml = Buffer.from('<w:document/>')
    const zeros = Buffer.alloc(30_000_000)
    expect(await codeOf(zip('word/document.xml', zeros), 'a.docx')).toBe('TEXT-5')
    expect(await codeOf(zip('word/document.xml', zeros, 100), 'a.docx')).toBe('TEXT-5')
    expect(await codeOf(Buffer.concat([Buffer.from('%!'), zip('word/document.xml', xml)]), 'a.docx')).toBe(
      'TEXT-4',
    )
    expect(await codeOf(Buffer.concat([zip('word/document.xml', xml), Buffer.from('x')]), 'a.docx')).toBe(
      'TEXT-4',
    )
    expect(await codeOf(zip('word/document.xml', xml, xml.length, 1), 'a.docx')).toBe('TEXT-3')
    expect(await codeOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'a.docx')).toBe('TEXT-3')
    expect(await codeOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'a.doc')).toBe('TEXT-1')
    const entity = Buffer.from('<!DOCTYPE x [<!ENTITY a "a">]><w:document/>')
    expect(await codeOf(zip('word/document.xml', entity), 'a.docx')).toBe('TEXT-5')
    expect(await codeOf(zip('other.xml', xml), 'a.docx')).toBe('TEXT-4')
    const whole = await wordFile()
    for (const share of [0.1, 0.5, 0.9])
      expect(await codeOf(whole.subarray(0, Math.floor(whole.length * share)), 'a.docx')).toBe('TEXT-4')
  })

  // Each change is read by a child of its own.
  test('a changed byte of a real file is read or refused, never crashed on', {
    timeout: 90_000,
  }, async () => {
    const whole = await wordFile()
    for (let at = 0; at < whole.length; at += 797) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 0xff
      expect(await codeOf(changed, 'a.docx')).toMatch(/^(?:read|TEXT-[3-6])$/u)
    }
  })
})

test('each reason has words', () => {
  expect(Object.keys(textRules)).toEqual(Array.from({ length: 17 }, (_, index) => `TEXT-${index + 1}`))
})
