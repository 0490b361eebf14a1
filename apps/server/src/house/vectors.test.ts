import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tryVectors, type VectorSet } from '../../../../scripts/vectors.ts'
import { ciphers } from './cipher.ts'

const { files } = JSON.parse(readFileSync(new URL('wycheproof.json', import.meta.url), 'utf8')) as {
  files: VectorSet[]
}

test.each(files.map((set) => [set.algorithm, set] as const))(
  '%s agrees with the Wycheproof values carried here (npm run vectors: the whole set)',
  (_, set) => {
    const { tried, valid, invalid, wrong } = tryVectors(set)
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThanOrEqual(10)
    expect(Math.min(valid, invalid)).toBeGreaterThanOrEqual(set.algorithm === 'HKDF-SHA-256' ? 1 : 5)
  },
)

test('a vector that was called valid and is not would be noticed, and the other way round', () => {
  for (const set of files) {
    const turned = (result: string) => (result === 'valid' ? 'invalid' : 'valid')
    const { tried, wrong } = tryVectors({
      ...set,
      testGroups: set.testGroups.map((group) => ({
        ...group,
        tests: group.tests.map((each) => ({ ...each, result: turned(each.result) })),
      })),
    })
    expect(wrong.length, set.algorithm).toBe(tried)
  }
})

// RFC 8998, appendix A.1.
const sm4 = {
  key: '0123456789abcdeffedcba9876543210',
  nonce: '00001234567800000000abcd',
  associated: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
  plain:
    'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa',
  ciphertext:
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
  tag: '83de3541e4c2b58177e065a9bf7b62ec',
}
const hex = (text: string) => Buffer.from(text, 'hex')

test('SM4-GCM opens the example of RFC 8998', () => {
  const key = Buffer.concat([hex(sm4.key), Buffer.alloc(16)])
  const sealed = { nonce: hex(sm4.nonce), ciphertext: hex(sm4.ciphertext), tag: hex(sm4.tag) }
  expect(ciphers['SM4-GCM'].open(key, hex(sm4.associated), sealed).toString('hex')).toBe(sm4.plain)
  expect(() => ciphers['SM4-GCM'].open(key, '', sealed)).toThrow()
})

// RFC 5649, section 6. Its key is 192 bits long and ours are 256, so this tries the runtime's primitive under our mark.
test.each([
  [
    'c37b7e6492584340bed12207808941155068f738',
    '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a',
  ],
  ['466f7250617369', 'afbeb0f07dfbf5419200f2ccb50bb24f'],
])('key wrap with padding makes the example of RFC 5649: %s', (key, wrapped) => {
  const kek = hex('5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8')
  const cipher = createCipheriv('id-aes192-wrap-pad', kek, hex('a65959a6'))
  expect(Buffer.concat([cipher.update(hex(key)), cipher.final()]).toString('hex')).toBe(wrapped)
})
