import { execFileSync } from 'node:child_process'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { paperPdf, pixelBombPng, zipBehind } from '../../test/hostile-files.ts'
import { byteCaps, type Declared } from './declared.ts'
import { type Paper, readUpload } from './upload.ts'

const rules = { caps: byteCaps, pdf: true, whose: 'org_a', clamd: 'off' }
const read = (file: Buffer, fileName: string, mediaType: string, changed: Partial<typeof rules> = {}) =>
  readUpload(file, { fileName, mediaType }, { ...rules, ...changed })

const ruleOf = (answer: Paper | Refusal): string =>
  isRefusal(answer) ? [answer.rule, ...Object.values(answer.params)].join(' ') : 'taken'
const taken = (answer: Paper | Refusal): Paper => {
  if (isRefusal(answer)) throw new Error(`refused: ${ruleOf(answer)}`)
  return answer
}

const photo = (format: 'jpeg' | 'png' | 'webp' | 'tiff' = 'jpeg', width = 320, height = 240) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7' } })
    .toFormat(format)
    .toBuffer()

describe('name, declared type and content agree', () => {
  test('JPEG, PNG, WebP and PDF are taken under their own names, upper case too', async () => {
    for (const [format, name] of [
      ['jpeg', 'A.JPG'],
      ['jpeg', '营业执照.jpeg'],
      ['png', 'a.png'],
      ['webp', 'a.b.webp'],
    ] as const)
      expect(ruleOf(await read(await photo(format), name, `image/${format}`)), name).toBe('taken')
    const paper = taken(await read(paperPdf({ pages: 2 }), 'licence.pdf', 'application/pdf'))
    expect([paper.pages.length, paper.mediaType, paper.uploadedType, paper.scan]).toEqual([
      2,
      'image/jpeg',
      'application/pdf',
      'not-scanned',
    ])
  })

  const disagreeing: readonly (readonly [what: string, declared: Declared])[] = [
    ['another ending', { fileName: 'a.png', mediaType: 'image/jpeg' }],
    ['an ending that runs', { fileName: 'a.jpg.exe', mediaType: 'image/jpeg' }],
    ['no ending', { fileName: 'photo', mediaType: 'image/jpeg' }],
    ['another declared type', { fileName: 'a.jpg', mediaType: 'image/png' }],
    ['a page as its type', { fileName: 'a.jpg', mediaType: 'text/html' }],
  ]
  test.each(disagreeing)('%s is refused', async (_, { fileName, mediaType }) => {
    expect(ruleOf(await read(await photo(), fileName, mediaType))).toBe('DOC-3 image/jpeg')
  })

  test('what is no picture and no PDF, HEIC, and a PDF where a photo is needed', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    expect(ruleOf(await read(svg, 'a.svg', 'image/svg+xml'))).toBe('DOC-1')
    expect(ruleOf(await read(await photo('tiff'), 'a.tif', 'image/tiff'))).toBe('DOC-1')
    expect(ruleOf(await read(Buffer.from('hello'), 'a.jpg', 'image/jpeg'))).toBe('DOC-1')
    const heic = Buffer.from('000000186674797068656963000000006d696631686569630000', 'hex')
    expect(ruleOf(await read(heic, 'a.heic', 'image/heic'))).toBe('DOC-9')
    expect(ruleOf(await read(paperPdf(), 'a.pdf', 'application/pdf', { pdf: false }))).toBe('DOC-14')
  })

  test('as many bytes as are allowed, and one more', async () => {
    const picture = await photo()
    const caps = { picture: picture.length, pdf: 600 }
    expect(ruleOf(await read(picture, 'a.jpg', 'image/jpeg', { caps }))).toBe('taken')
    caps.picture -= 1
    expect(ruleOf(await read(picture, 'a.jpg', 'image/jpeg', { caps }))).toMatch(/^DOC-4/u)
    expect(ruleOf(await read(paperPdf(), 'a.pdf', 'application/pdf', { caps }))).toBe('DOC-4 0.0006')
  })
})

describe('nothing hidden survives', () => {
  const page = '<html><script>fetch("http://127.0.0.1:9")</script>'

  test.each(['jpeg', 'png', 'webp'] as const)(
    'a %s that is a zip, a page and a program too',
    async (format) => {
      const picture = await photo(format)
      const polyglot = Buffer.concat([
        picture,
        zipBehind(picture.length, 'payload.html', page),
        Buffer.from(`${page}<?php system($_GET[0]); ?>MZ\0\0`),
      ])
      const [kept] = taken(await read(polyglot, `a.${format}`, `image/${format}`)).pages
      for (const hidden of ['PK\x03\x04', 'payload', 'script', 'php', 'MZ\0'])
        expect(polyglot.includes(hidden), hidden).toBe(true)
      for (const hidden of ['PK\x03\x04', 'payload', 'script', 'php', 'MZ\0'])
        expect(kept?.includes(hidden), hidden).toBe(false)
    },
  )

  test('a script in a JPEG comment, in EXIF, in a PNG text, in XMP', async () => {
    const exif = { IFD0: { Copyright: page, ImageDescription: page } }
    const jpeg = await sharp(await photo())
      .withExif(exif)
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${page.replaceAll('<', '&lt;')}</x:xmpmeta>`)
      .jpeg()
      .toBuffer()
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, page.length + 2]), Buffer.from(page)])
    const commented = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)])
    const png = await sharp(await photo('png'))
      .withExif(exif)
      .png()
      .toBuffer()
    for (const [file, type] of [
      [commented, 'jpeg'],
      [png, 'png'],
    ] as const) {
      expect(file.includes('script')).toBe(true)
      const [kept] = taken(await read(file, `a.${type}`, `image/${type}`)).pages
      expect(kept?.includes('script')).toBe(false)
      expect((await sharp(kept).metadata()).exif).toBeUndefined()
    }
  })

  test('damaged, cut and tiny pictures, and a bomb of pixels in bounded memory', async () => {
    const picture = await photo('png')
    const half = picture.subarray(0, picture.length / 2)
    expect(ruleOf(await read(half, 'a.png', 'image/png'))).toBe('DOC-2')
    expect(ruleOf(await read(await photo('png', 99, 400), 'a.png', 'image/png'))).toBe('DOC-16 100')
    expect(ruleOf(await read(await photo('png', 100, 400), 'a.png', 'image/png'))).toBe('taken')
    const bomb = pixelBombPng(14_000)
    expect(bomb.length).toBeLessThan(50_000)
    const before = process.memoryUsage().rss
    expect(ruleOf(await read(bomb, 'a.png', 'image/png'))).toBe('DOC-2')
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(50)
    // As many pixels as are allowed are read: the cap is what refused the other one.
    expect(ruleOf(await read(pixelBombPng(7_000), 'a.png', 'image/png'))).toBe('taken')
  })
})

test('what the camera wrote is handed over and gone from the picture; another reader agrees', async () => {
  const file = await sharp(await photo())
    .withExif({
      IFD0: { Make: 'Demo\u0007', Model: 'Camera 1' },
      IFD2: { DateTimeOriginal: '2026:11:20 10:00:05', OffsetTimeOriginal: '+08:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '39/1 55/1 1740/100',
        GPSLongitudeRef: 'W',
        GPSLongitude: '116/1 26/1 3510/100',
      },
    })
    .jpeg()
    .toBuffer()
  const { camera, pages } = taken(await read(file, 'a.jpg', 'image/jpeg'))
  expect(camera).toEqual({
    takenAt: '2026-11-20T10:00:05+08:00',
    latitudeE6: 39_921_500,
    longitudeE6: -116_443_083,
    camera: 'Demo Camera 1',
  })
  const tags = (bytes: Buffer) => {
    try {
      return execFileSync('exiftool', ['-EXIF:all', '-XMP:all', '-s', '-'], {
        input: bytes,
        encoding: 'utf8',
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }
  const there = tags(file)
  if (there !== null) expect(there).toContain('GPSLatitude')
  if (there !== null) expect(tags(pages[0] ?? Buffer.alloc(0))).toBe('')
  expect(taken(await read(await photo(), 'a.jpg', 'image/jpeg')).camera).toBeNull()
})

test('a broken EXIF block costs the picture nothing', async () => {
  const broken = Buffer.concat([Buffer.from('Exif\0\0MM\0*'), Buffer.alloc(40, 0xff)])
  const jpeg = await photo()
  const head = Buffer.from([0xff, 0xe1, 0, broken.length + 2])
  const file = Buffer.concat([jpeg.subarray(0, 2), head, broken, jpeg.subarray(2)])
  expect(taken(await read(file, 'a.jpg', 'image/jpeg')).camera).toBeNull()
})
