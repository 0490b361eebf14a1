import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkField } from '#provision/check-field.ts'
import type { ReadLine } from '#provision/read-line.ts'
import { readPaper } from '#provision/read-paper.ts'

const line = (text: string, x: number, y: number, confidence = 0.99): ReadLine => ({
  text,
  confidence,
  box: { x, y, width: [...text].length * 36, height: 44 },
})

const values = (kind: 'business-licence' | 'id-front', lines: readonly ReadLine[]) =>
  Object.fromEntries(readPaper(kind, lines).map(({ field, value }) => [field, value]))

/** A body with its check character, so that it passes. */
const closed = (field: 'uscc' | 'legalPersonIdNo', body: string): string =>
  [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    .map((last) => body + last)
    .find((value) => checkField(field, value) === null) ?? ''

const uscc = closed('uscc', '92000000MA5DEM01N')
const idNo = closed('legalPersonIdNo', '11010119900307001')
const han = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'演示样本测范甲乙丙市区路店面馆东西南北'), minLength, maxLength })

const licence = fc.record({
  uscc: fc
    .string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), minLength: 9, maxLength: 9 })
    .map((body) => closed('uscc', `92440300${body}`)),
  name: han(4, 30).map((text) => `演示${text}`),
  person: han(2, 4),
  address: han(8, 40),
  each: fc.integer({ min: 8, max: 16 }),
})

const folded = (text: string, each: number): string[] =>
  Array.from({ length: Math.ceil([...text].length / each) }, (_, row) =>
    [...text].slice(row * each, (row + 1) * each).join(''),
  )

/** How a form may come out of the reader. */
const layouts: Record<string, (label: string, value: readonly string[], y: number) => ReadLine[]> = {
  beside: (label, value, y) => [
    line(label, 100, y),
    ...value.map((part, row) => line(part, 400, y + row * 54)),
  ],
  'fallen apart': (label, value, y) => [
    ...[...label].map((letter, place) => line(letter, 100 + place * (200 / label.length), y)),
    ...value.map((part, row) => line(part, 400, y + row * 54)),
  ],
  glued: (label, value, y) => [
    line(`${label}${value[0]}`, 100, y),
    ...value.slice(1).map((part, row) => line(part, 100 + label.length * 36, y + (row + 1) * 54)),
  ],
  colon: (label, value, y) => [
    line(`${label}：${value[0]}`, 100, y),
    ...value.slice(1).map((part, row) => line(part, 100 + (label.length + 1) * 36, y + (row + 1) * 54)),
  ],
  below: (label, value, y) => [
    line(label, 100, y),
    ...value.map((part, row) => line(part, 100, y + (row + 1) * 50)),
  ],
}

describe('a licence is read back, however its lines come', () => {
  test.each(Object.keys(layouts))('%s', (layout) => {
    fc.assert(
      fc.property(licence, ({ uscc: code, name, person, address, each }) => {
        const rows: [string, string[]][] = [
          ['统一社会信用代码', [code]],
          ['名称', folded(name, each)],
          ['类型', ['个体工商户']],
          ['经营者', [person]],
          ['经营场所', folded(address, each)],
          ['经营范围', folded('一般项目：演示用品销售；样本展示服务。', each)],
        ]
        let y = 300
        const lines = rows.flatMap(([label, value]) => {
          const drawn = layouts[layout]?.(label, value, y) ?? []
          y += (value.length + 1) * 54 + 40
          return drawn
        })
        expect(values('business-licence', lines)).toEqual({
          merchantType: 'individual',
          registeredName: name,
          uscc: code,
          legalPersonName: person,
          premisesAddress: address,
        })
      }),
      { numRuns: 60 },
    )
  })
})

describe('unsure means silent', () => {
  const form = (name: string, confidence = 0.99) => [line('名称', 100, 300), line(name, 400, 300, confidence)]

  test('a faint line is not suggested, a clear one is', () => {
    expect(values('business-licence', form('演示面馆', 0.79))).toEqual({})
    expect(values('business-licence', form('演示面馆', 0.81))).toEqual({ registeredName: '演示面馆' })
  })

  test('a person’s name must be read clearer still, on either paper', () => {
    const named = (label: string, confidence: number) => [
      line(label, 100, 300),
      line('样本甲', 400, 300, confidence),
    ]
    for (const [kind, label] of [
      ['business-licence', '经营者'],
      ['id-front', '姓名'],
    ] as const) {
      expect(values(kind, named(label, 0.94))).toEqual({})
      expect(values(kind, named(label, 0.96))).toEqual({ legalPersonName: '样本甲' })
    }
  })

  test('a label read twice, with a value each, is nobody’s', () => {
    const again = form('样本面馆').map((each) => ({ ...each, box: { ...each.box, y: 600 } }))
    expect(values('business-licence', [...form('演示面馆'), ...again])).toEqual({})
  })

  test('an empty label does not take the next column’s label for its value', () => {
    const lines = [line('名称', 100, 300), line('注册资本壹拾万元整', 400, 300)]
    expect(values('business-licence', lines)).toEqual({})
  })

  test('the next label’s value is not taken for a second line of this one', () => {
    const lines = [...form('演示面馆'), line('组成形式', 100, 350), line('个人经营', 400, 350)]
    expect(values('business-licence', lines)).toEqual({ registeredName: '演示面馆' })
  })

  test('two columns read as one line are cut at the label', () => {
    expect(values('business-licence', [line('名称演示面馆注册资本壹拾万元', 100, 300)])).toEqual({
      registeredName: '演示面馆',
    })
  })

  test('a code whose check character disagrees, or a second code, gives none', () => {
    const wrong = uscc.slice(0, 17) + (uscc[17] === '0' ? '1' : '0')
    const other = closed('uscc', '91000000DEMATX7Q2')
    expect(values('business-licence', [line(wrong, 100, 100)])).toEqual({})
    expect(values('business-licence', [line(uscc, 100, 100), line(other, 100, 300)])).toEqual({})
    expect(values('business-licence', [line(uscc, 100, 100)])).toEqual({ uscc, merchantType: 'individual' })
  })

  test('the printed kind against the code’s kind: no kind', () => {
    const lines = [line(uscc, 100, 100), line('类型', 100, 300), line('有限责任公司', 400, 300)]
    expect(values('business-licence', lines)).toEqual({ uscc })
  })
})

describe('look-alikes', () => {
  test('O and I are put right only where the check character then agrees, and it is said', () => {
    const misread = uscc.replace('000000', 'OO0O00')
    expect(readPaper('business-licence', [line(misread, 100, 100)])).toContainEqual(
      expect.objectContaining({ field: 'uscc', value: uscc, corrected: true }),
    )
    const broken = misread.slice(0, 17) + (uscc[17] === '0' ? '1' : '0')
    expect(values('business-licence', [line(broken, 100, 100)])).toEqual({})
  })

  test('any one wrong character of a code or number is never suggested as it stands', () => {
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...'0123456789'), (place, letter) => {
        fc.pre(idNo[place] !== letter)
        const wrong = idNo.slice(0, place) + letter + idNo.slice(place + 1)
        expect(values('id-front', [line(wrong, 100, 100)])).toEqual({})
      }),
    )
  })
})

describe('an identity card', () => {
  const card = (sex: string, born: string, number = idNo) => [
    line('姓名', 80, 100),
    line('样本甲', 200, 100),
    line('性别', 80, 190),
    line(sex, 200, 190),
    line('出生', 80, 280),
    line(born, 200, 280),
    line('住址', 80, 370),
    line('演示市样本区示范路1号', 200, 370),
    line('公民身份号码', 80, 580),
    line(number, 370, 580),
  ]

  test('gives name and number, never the home address', () => {
    expect(values('id-front', card('男', '1990年3月7日'))).toEqual({
      legalPersonName: '样本甲',
      legalPersonIdNo: idNo,
    })
  })

  test('a birthday or a sex that says otherwise: no number', () => {
    expect(values('id-front', card('男', '1991年3月7日'))).toEqual({ legalPersonName: '样本甲' })
    expect(values('id-front', card('女', '1990年3月7日'))).toEqual({ legalPersonName: '样本甲' })
  })

  test('a number in two boxes, a small x, an O for a zero', () => {
    const withX = closed('legalPersonIdNo', '11010519491231002')
    expect(withX).toMatch(/X$/)
    const lines = [line('公民身份号码', 80, 580), line('11O105194', 370, 580), line('91231002x', 720, 580)]
    expect(readPaper('id-front', lines)).toEqual([
      expect.objectContaining({ field: 'legalPersonIdNo', value: withX, corrected: true }),
    ])
  })
})
