import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64, unbase64 } from '#tlog/base64.ts'
import { openCheckpoint, readCheckpoint, writeCheckpoint } from '#tlog/checkpoint.ts'
import { grow } from '#tlog/grow.ts'
import { leafHash } from '#tlog/hash.ts'
import { openNote, signNote } from '#tlog/note.ts'
import { proveInclusion } from '#tlog/proof.ts'
import { readProofFile, verifyProofFile, writeProofFile } from '#tlog/proof-file.ts'
import { nodesOf } from '#tlog/tile.ts'
import { rootOf } from '#tlog/tree.ts'
import { readVerifierKey, verifierKey, writeVerifierKey } from '#tlog/verifier-key.ts'

// The example of golang.org/x/mod/sumdb/note's documentation: key and signature made by another implementation.
const neumann = readVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
const published =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n" +
  '\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

const secret = new Uint8Array(32).fill(7)
const key = verifierKey('demo.example/log', ed25519.getPublicKey(secret))
const sign = (message: Uint8Array) => ed25519.sign(message, secret)
const rule = (turn: () => unknown): string => {
  try {
    turn()
    return 'held'
  } catch (error) {
    return (error as { rule?: string }).rule ?? String(error)
  }
}

describe('signed notes', () => {
  test('a published note opens under its published key', () => {
    expect(openNote(published, [neumann])).toBe(published.slice(0, published.indexOf('\n—')))
    expect(writeVerifierKey(neumann)).toBe(
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    )
  })

  test('a changed letter, a stranger’s key, a missing newline: not opened', () => {
    expect(rule(() => openNote(published.replace('answer', 'Answer'), [neumann]))).toBe('TLOG-8')
    expect(rule(() => openNote(published, [key]))).toBe('TLOG-8')
    expect(rule(() => openNote(published, [verifierKey('PeterNeumann', key.publicKey)]))).toBe('TLOG-8')
    expect(rule(() => openNote(published.slice(0, -1), [neumann]))).toBe('TLOG-7')
    expect(rule(() => openNote(published.replace('problem,', 'problem\t'), [neumann]))).toBe('TLOG-7')
    expect(rule(() => openNote(published.replace('— P', '- P'), [neumann]))).toBe('TLOG-7')
    expect(rule(() => openNote('no signature\n', [neumann]))).toBe('TLOG-7')
  })

  test('signatures of strangers are passed over, a wrong one of a known key is not', () => {
    const note = signNote('tea\n', key, sign)
    const other = verifierKey('witness.example', neumann.publicKey)
    const stranger = `— ${other.name} ${base64(Uint8Array.of(...other.id, ...new Uint8Array(64)))}\n`
    expect(openNote(note + stranger, [key])).toBe('tea\n')
    expect(rule(() => openNote(note + stranger, [key, other]))).toBe('TLOG-8')
    expect(rule(() => openNote(note + stranger.repeat(64), [key]))).toBe('TLOG-7')
  })

  test('a verifier key must be its own', () => {
    const line = writeVerifierKey(key)
    expect(readVerifierKey(line)).toEqual(key)
    expect(rule(() => readVerifierKey(line.replace('demo', 'memo')))).toBe('TLOG-10')
    expect(rule(() => readVerifierKey('nothing'))).toBe('TLOG-10')
    expect(rule(() => verifierKey('two words', key.publicKey))).toBe('TLOG-10')
    expect(rule(() => verifierKey('a+b', key.publicKey))).toBe('TLOG-10')
  })
})

test('base64 has one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect([...unbase64(base64(bytes))]).toEqual([...bytes])
    }),
  )
  for (const text of ['A', 'AA', 'AA=', 'AB==', 'AAB=', 'AAAA\n', 'AA==AAAA', 'AA-_'])
    expect(rule(() => unbase64(text))).toBe('TLOG-2')
})

test('a checkpoint is three lines and nothing else', () => {
  const root = new Uint8Array(32).fill(1)
  const text = writeCheckpoint({ origin: key.name, size: 12, root })
  expect(text).toBe(`demo.example/log\n12\n${base64(root)}\n`)
  expect(openCheckpoint(signNote(text, key, sign), key)).toEqual({ origin: key.name, size: 12, root })
  for (const wrong of [
    text.replace('12', '012'),
    text.replace('12', '-1'),
    text.replace('12', '9007199254740993'),
    `${text}extension\n`,
    text.slice(0, -1),
    text.replace(base64(root), 'AAAA'),
  ])
    expect([wrong, rule(() => readCheckpoint(wrong))]).toEqual([wrong, 'TLOG-9'])
  const elsewhere = signNote(text.replace('demo.', 'other.'), key, sign)
  expect(rule(() => openCheckpoint(elsewhere, key))).toBe('TLOG-9')
})

describe('proof files', () => {
  const entries = Array.from({ length: 11 }, (_, at) => Buffer.from(`entry ${at}`))
  const node = nodesOf(grow(0, [], entries.map(leafHash)))
  const root = rootOf(11, node)
  const checkpoint = signNote(writeCheckpoint({ origin: key.name, size: 11, root }), key, sign)
  const file = writeProofFile({ index: 5, proof: proveInclusion(5, 11, node), checkpoint })

  test('prove their entry offline, and no other', () => {
    expect(file.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5'])
    expect(verifyProofFile(file, entries[5] as Buffer, key)).toEqual({
      origin: key.name,
      size: 11,
      root,
      index: 5,
    })
    expect(rule(() => verifyProofFile(file, entries[6] as Buffer, key))).toBe('TLOG-3')
    expect(rule(() => verifyProofFile(file.replace('index 5', 'index 6'), entries[5] as Buffer, key))).toBe(
      'TLOG-3',
    )
    expect(rule(() => verifyProofFile(file.replace('\n11\n', '\n12\n'), entries[5] as Buffer, key))).toBe(
      'TLOG-8',
    )
    expect(rule(() => verifyProofFile(file, entries[5] as Buffer, neumann))).toBe('TLOG-8')
  })

  test('carry extra data verbatim', () => {
    const extra = Uint8Array.of(1, 2, 3)
    const read = readProofFile(writeProofFile({ index: 0, proof: [], checkpoint, extra }))
    expect(read).toEqual({ index: 0, proof: [], checkpoint, extra })
  })

  test('of another form are refused', () => {
    for (const wrong of [
      '',
      file.replace('@v1', '@v2'),
      file.replace('index 5', 'index 05'),
      file.replace('index 5\n', ''),
    ])
      expect(rule(() => readProofFile(wrong))).toBe('TLOG-11')
    expect(rule(() => readProofFile(file.replace('index 5\n', 'index 5\nnot a hash\n')))).toBe('TLOG-2')
    // Without its empty line the checkpoint's own lines stand where hashes belong.
    expect(rule(() => readProofFile(file.replace('\n\n', '\n')))).toBe('TLOG-2')
  })

  test('a file without its last letter proves nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: file.length - 1 }), (length) => {
        expect(rule(() => verifyProofFile(file.slice(0, length), entries[5] as Buffer, key))).toMatch(
          /^TLOG-/,
        )
      }),
    )
  })
})
