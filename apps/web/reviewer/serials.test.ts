import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSerials } from './serials.ts'

describe('pasted serial and seal numbers', () => {
  test('blank, tab and comma all separate; empty lines do not count', () => {
    expect(readSerials('NX3000001 S-1\n\nNX3000002\tS-2\r\nNX3000003，S-3\n')).toEqual({
      serials: [
        { serialNo: 'NX3000001', sealNo: 'S-1' },
        { serialNo: 'NX3000002', sealNo: 'S-2' },
        { serialNo: 'NX3000003', sealNo: 'S-3' },
      ],
    })
  })

  test('the packed weight stands at the end, with its unit', () => {
    expect(readSerials('NX3000001 S-1 520g\nNX3000002\tS-2\t518 克\nNX3000003 S-3 7')).toEqual({
      serials: [
        { serialNo: 'NX3000001', sealNo: 'S-1', packedGrams: 520 },
        { serialNo: 'NX3000002', sealNo: 'S-2', packedGrams: 518 },
        { serialNo: 'NX3000003', sealNo: 'S-3 7' },
      ],
    })
  })

  test.each(['NX3000001', 'NX1 S-1', 'NX 3000001 S-1', 'NX#000001 S-1'])(
    'a line the register could not take is named: %s',
    (line) => expect(readSerials(`NX3000001 S-1\n${line}`)).toEqual({ wrongLine: 2 }),
  )

  test('more than 200 at once are refused', () => {
    const lines = Array.from({ length: 201 }, (_, index) => `NX${3_000_000 + index} S-${index}`)
    expect(readSerials(lines.join('\n'))).toEqual({ tooMany: true })
    expect(readSerials(lines.slice(1).join('\n'))).toHaveProperty('serials')
  })

  test('what is written comes back, in order', () => {
    const serial = fc.record({
      serialNo: fc.stringMatching(/^[0-9A-Za-z-]{6,50}$/),
      sealNo: fc.stringMatching(/^[0-9A-Za-z-]{1,40}$/),
    })
    fc.assert(
      fc.property(fc.array(serial, { minLength: 1, maxLength: 20 }), (serials) => {
        const text = serials.map(({ serialNo, sealNo }) => `${serialNo} ${sealNo}`).join('\n')
        expect(readSerials(text)).toEqual({ serials })
      }),
    )
  })
})
