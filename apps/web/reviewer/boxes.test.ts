import { expect, test } from 'vitest'
import { readBoxes } from './boxes.ts'

test('boxes as they are read: serial, bag, weight, and whether the bag is damaged', () => {
  expect(readBoxes('SN-000001 BAG-1 520\n\nSN-000002，BAG-2，518克 破\nSN-000003\tBAG-3\tbroken')).toEqual({
    boxes: [
      { readSerial: 'SN-000001', readSeal: 'BAG-1', sealIntact: true, weightGrams: 520 },
      { readSerial: 'SN-000002', readSeal: 'BAG-2', sealIntact: false, weightGrams: 518 },
      { readSerial: 'SN-000003', readSeal: 'BAG-3', sealIntact: false },
    ],
  })
  expect(readBoxes('SN-000001 BAG-1\nSN-000002')).toEqual({ wrongLine: 2 })
  expect(readBoxes('SN-000001 BAG-1 maybe')).toEqual({ wrongLine: 1 })
  expect(readBoxes(Array.from({ length: 201 }, (_, n) => `SN-${100_000 + n} B${n}`).join('\n'))).toEqual({
    wrongLine: 201,
  })
})
