import { join } from 'node:path'
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import sharp from 'sharp'

/*
 * Papers that look like a licence, an identity card or a bank card to a machine, and like a demonstration to people:
 * each says 样本 · 演示, and nobody in them exists.
 */

const font = 'Demo Sans'
GlobalFonts.registerFromPath(
  join(
    import.meta.dirname,
    '../../../node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  ),
  font,
)

type Draw = (
  write: (text: string, x: number, y: number, size: number, colour?: string) => void,
  context: SKRSContext2D,
) => void

const page = (width: number, height: number, paper: string, draw: Draw): Buffer => {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = paper
  context.fillRect(0, 0, width, height)
  draw((text, x, y, size, colour = '#1b1b1b') => {
    context.font = `${size}px "${font}"`
    context.fillStyle = colour
    context.fillText(text, x, y)
  }, context)
  return canvas.toBuffer('image/png')
}

export type Licence = {
  readonly uscc: string
  readonly name: string
  readonly kind: string
  readonly person: string
  readonly address: string
}

/** Breaks a text as the printed form does, `each` characters a line. */
const folded = (text: string, each: number): string[] =>
  Array.from({ length: Math.ceil([...text].length / each) }, (_, line) =>
    [...text].slice(line * each, (line + 1) * each).join(''),
  )

/** The landscape form of 2019: code at the upper left under its label, two columns. */
export const landscapeLicence = ({ uscc, name, kind, person, address }: Licence): Buffer =>
  page(1800, 1270, '#f8f3e3', (write, context) => {
    context.strokeStyle = '#b08d3e'
    context.lineWidth = 10
    context.strokeRect(40, 40, 1720, 1190)
    write('营业执照', 660, 210, 120)
    write('（副本）样本 · 演示', 720, 275, 36)
    write('统一社会信用代码', 110, 180, 32)
    write(uscc, 110, 230, 38)
    const sole = kind === '个体工商户'
    const row = (label: string, value: string, x: number, y: number, each: number) => {
      write(label, x, y, 36, '#5b4a1e')
      folded(value, each).forEach((part, line) => write(part, x + 230, y + line * 52, 36))
    }
    row('名　　称', name, 110, 400, 18)
    row('类　　型', kind, 110, 520, 18)
    row(sole ? '经 营 者' : '法定代表人', person, 110, 610, 18)
    row(
      '经营范围',
      '一般项目：演示用品销售；样本展示服务（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）。',
      110,
      700,
      18,
    )
    row(sole ? '组成形式' : '注册资本', sole ? '个人经营' : '壹拾万元整', 1060, 400, 12)
    row(sole ? '注册日期' : '成立日期', '2024年03月15日', 1060, 490, 12)
    row(sole ? '经营场所' : '住　　所', address, 1060, 580, 12)
    write('登记机关　演示市市场监督管理局', 1060, 960, 34)
    write('2024年03月15日', 1240, 1030, 34)
    write('国家企业信用信息公示系统网址：http://www.example.invalid', 110, 1190, 24)
  })

/** The older portrait form: one column, labels glued to their values by a narrow gap. */
export const portraitLicence = ({ uscc, name, kind, person, address }: Licence): Buffer =>
  page(1270, 1800, '#f6f2e8', (write) => {
    write('营业执照', 400, 240, 120)
    write('样本 · 演示', 540, 310, 36)
    write(`统一社会信用代码 ${uscc}`, 330, 400, 36)
    const sole = kind === '个体工商户'
    const rows: [string, string][] = [
      ['名称', name],
      ['类型', kind],
      [sole ? '经营场所' : '住所', address],
      [sole ? '经营者' : '法定代表人', person],
      [sole ? '组成形式' : '注册资本', sole ? '个人经营' : '壹拾万元整'],
      [sole ? '注册日期' : '成立日期', '2024年03月15日'],
      ['营业期限', '2024年03月15日至2044年03月14日'],
      ['经营范围', '演示用品销售；样本展示服务。'],
    ]
    let y = 520
    for (const [label, value] of rows) {
      write(label, 160, y, 38, '#5b4a1e')
      for (const part of folded(value, 18)) {
        write(part, 400, y, 38)
        y += 58
      }
      y += 40
    }
    write('登记机关　演示市市场监督管理局', 600, 1600, 36)
  })

export type IdCard = {
  readonly name: string
  readonly sex: '男' | '女'
  readonly born: readonly [year: number, month: number, day: number]
  readonly address: string
  readonly idNo: string
}

/** The front of an identity card, its photo a grey square. */
export const idCardFront = ({ name, sex, born, address, idNo }: IdCard): Buffer =>
  page(1100, 700, '#e4eef4', (write, context) => {
    context.fillStyle = '#c5ccd2'
    context.fillRect(730, 110, 280, 350)
    write('样本', 800, 300, 70, '#8a9299')
    const label = (text: string, x: number, y: number) => write(text, x, y, 34, '#2f6aa8')
    label('姓名', 80, 140)
    write(name, 200, 142, 42)
    label('性别', 80, 230)
    write(sex, 200, 230, 38)
    label('民族', 320, 230)
    write('汉', 430, 230, 38)
    label('出生', 80, 320)
    write(String(born[0]), 200, 320, 38)
    label('年', 295, 320)
    write(String(born[1]), 355, 320, 38)
    label('月', 415, 320)
    write(String(born[2]), 475, 320, 38)
    label('日', 535, 320)
    label('住址', 80, 410)
    folded(address, 12).forEach((part, line) => write(part, 200, 410 + line * 50, 38))
    label('公民身份号码', 80, 610)
    write(idNo, 370, 612, 46)
  })

/** Any words, one to a line: a bank card, a message, a note. */
export const plainPaper = (lines: readonly string[], paper = '#23406e', ink = '#f4f4f4'): Buffer =>
  page(1100, 700, paper, (write) =>
    lines.forEach((line, index) => write(line, 80, 150 + index * 110, 54, ink)),
  )

/** Bilinear look-up of each point of the new picture in the old one. */
const warped = async (
  png: Buffer,
  from: (u: number, v: number) => readonly [number, number],
): Promise<Buffer> => {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const out = Buffer.alloc(data.length, 0x50)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = from(x / width, y / height)
      const [px, py] = [u * (width - 1), v * (height - 1)]
      if (px < 0 || py < 0 || px >= width - 1 || py >= height - 1) continue
      const [left, top] = [Math.floor(px), Math.floor(py)]
      for (let colour = 0; colour < 3; colour++) {
        const at = (dx: number, dy: number) => data[((top + dy) * width + left + dx) * 3 + colour] ?? 0
        const upper = at(0, 0) * (1 - px + left) + at(1, 0) * (px - left)
        const lower = at(0, 1) * (1 - px + left) + at(1, 1) * (px - left)
        out[(y * width + x) * 3 + colour] = upper * (1 - py + top) + lower * (py - top)
      }
    }
  return sharp(out, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}

/** What happens to a paper between a table and a telephone's memory. */
export const photographed = {
  clean: (png: Buffer) => sharp(png).jpeg({ quality: 90 }).toBuffer(),
  turned: async (png: Buffer) =>
    sharp(await sharp(png).rotate(3, { background: '#505050' }).blur(0.8).toBuffer())
      .jpeg({ quality: 75 })
      .toBuffer(),
  blurred: (png: Buffer) => sharp(png).blur(1.8).jpeg({ quality: 60 }).toBuffer(),
  shadowed: async (png: Buffer) => {
    const { width, height } = await sharp(png).metadata()
    const shade = Buffer.from(
      `<svg width="${width}" height="${height}"><linearGradient id="s" x2="1" y2="1"><stop offset="0" stop-opacity=".55"/><stop offset=".6" stop-opacity=".15"/><stop offset="1" stop-opacity=".5"/></linearGradient><rect width="100%" height="100%" fill="url(#s)"/></svg>`,
    )
    return sharp(png)
      .composite([{ input: shade }])
      .blur(0.6)
      .jpeg({ quality: 70 })
      .toBuffer()
  },
  slanted: async (png: Buffer) => {
    // Seen from below: the upper edge is a tenth shorter than the lower one.
    const flat = await warped(png, (u, v) => [0.5 + (u - 0.5) / (0.88 + 0.1 * v), v * 1.06 - 0.03])
    return sharp(flat).blur(0.7).jpeg({ quality: 70 }).toBuffer()
  },
  sideways: async (png: Buffer) =>
    sharp(await sharp(png).rotate(90).toBuffer())
      .jpeg({ quality: 75 })
      .toBuffer(),
  overhead: async (png: Buffer) =>
    sharp(await sharp(png).rotate(180).toBuffer())
      .jpeg({ quality: 75 })
      .toBuffer(),
} as const

export type Photographed = keyof typeof photographed
