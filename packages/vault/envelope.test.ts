import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  algorithms,
  type Algorithm,
  associatedData,
  type Frame,
  frame,
  type Place,
  SealBroken,
  unframe,
} from '#vault/envelope.ts'

const place: Place = {
  datum: 'vault_values.contactPhone',
  row: 'val_1',
  tenant: 'org_acquirer',
  subject: 'org_shop',
}
const bound = associatedData(place, 'merchant-review', 'AES-256-GCM', 1)

test('table, column, row, tenant, subject, purpose, algorithm and key version are all bound', () => {
  for (const [what, other] of [
    ['table', associatedData({ ...place, datum: 'persons.phone' }, 'merchant-review', 'AES-256-GCM', 1)],
    [
      'column',
      associatedData(
        { ...place, datum: 'vault_values.premisesAddress' },
        'merchant-review',
        'AES-256-GCM',
        1,
      ),
    ],
    ['row', associatedData({ ...place, row: 'val_2' }, 'merchant-review', 'AES-256-GCM', 1)],
    ['tenant', associatedData({ ...place, tenant: 'org_other' }, 'merchant-review', 'AES-256-GCM', 1)],
    ['subject', associatedData({ ...place, subject: 'org_other' }, 'merchant-review', 'AES-256-GCM', 1)],
    ['purpose', associatedData(place, 'settlement', 'AES-256-GCM', 1)],
    ['algorithm', associatedData(place, 'merchant-review', 'SM4-GCM', 1)],
    ['version', associatedData(place, 'merchant-review', 'AES-256-GCM', 2)],
  ] as const)
    expect(other, what).not.toBe(bound)
})

test('no two places read the same, whatever stands in their parts', () => {
  const part = fc.string({ unit: fc.constantFrom('1', ':', '‖', 'a'), maxLength: 4 })
  fc.assert(
    fc.property(fc.tuple(part, part, part, part), fc.tuple(part, part, part, part), (one, two) => {
      const told = ([row, tenant, subject, purpose]: typeof one) =>
        associatedData({ ...place, row, tenant, subject }, purpose, 'AES-256-GCM', 1)
      expect(told(one) === told(two)).toBe(JSON.stringify(one) === JSON.stringify(two))
    }),
    { numRuns: 2_000 },
  )
})

test('a frame reads back as it was written, and shorter or other bytes are no sealed value', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  const frames = fc.constantFrom(...(Object.keys(algorithms) as Algorithm[])).chain((algorithm) =>
    fc.record({
      algorithm: fc.constant(algorithm),
      keyVersion: fc.nat({ max: 0xff_ff_ff_ff }),
      nonce: bytes(algorithms[algorithm].nonce),
      ciphertext: fc.uint8Array({ maxLength: 40 }),
      tag: bytes(algorithms[algorithm].tag),
    }),
  )
  fc.assert(
    fc.property(frames, (written: Frame) => {
      const framed = frame(written)
      const { algorithm, keyVersion, nonce, ciphertext, tag } = unframe(framed)
      const read = { algorithm, keyVersion, nonce: [...nonce], ciphertext: [...ciphertext], tag: [...tag] }
      expect(read).toEqual({
        ...written,
        ...{ nonce: [...written.nonce], ciphertext: [...written.ciphertext], tag: [...written.tag] },
      })
      expect(() => unframe(framed.subarray(0, framed.length - written.ciphertext.length - 1))).toThrow(
        SealBroken,
      )
      expect(() => unframe(Uint8Array.of(1, ...framed.subarray(1)))).toThrow(SealBroken)
      expect(() => unframe(Uint8Array.of(2, 9, ...framed.subarray(2)))).toThrow(SealBroken)
    }),
  )
})
