import { ed25519 } from '@noble/curves/ed25519.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, unbase64 } from '#tlog/base64.ts'
import { Flaw } from '#tlog/flaw.ts'
import { sameBytes } from '#tlog/hash.ts'
import { isKeyName, type VerifierKey } from '#tlog/verifier-key.ts'

/** Makes the 64-byte Ed25519 signature (RFC 8032) of a message. The key stays with whoever passes this. */
export type Sign = (message: Uint8Array) => Uint8Array

/** Enough for a log and its witnesses; a note beyond it is not worth a verifier's time. */
const MAX_SIGNATURES = 64

const hasControl = (text: string): boolean => [...text].some((letter) => letter < ' ' && letter !== '\n')

const requireText = (text: string): void => {
  if (!text.endsWith('\n') || hasControl(text)) throw new Flaw('TLOG-7', 'not a note text')
}

/** C2SP signed-note with one signature line. `text` ends in a newline; throws TLOG-7 otherwise. */
export const signNote = (text: string, { name, id }: VerifierKey, sign: Sign): string => {
  requireText(text)
  const signature = sign(utf8ToBytes(text))
  return `${text}\n— ${name} ${base64(Uint8Array.of(...id, ...signature))}\n`
}

type SignatureLine = { readonly name: string; readonly bytes: Uint8Array }

const readLine = (line: string): SignatureLine => {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  if (!isKeyName(name)) throw new Flaw('TLOG-7', 'not a signature line')
  const bytes = unbase64(encoded)
  if (bytes.length < 5) throw new Flaw('TLOG-7', 'a signature without content')
  return { name, bytes }
}

/**
 * The text of a note signed by at least one of `keys`. Signatures of strangers are passed over; a wrong one by a key we
 * know spoils the note. Throws TLOG-7 for another form, TLOG-8 without a good signature.
 */
export const openNote = (note: string, keys: readonly VerifierKey[]): string => {
  const cut = note.lastIndexOf('\n\n')
  if (cut < 0 || !note.endsWith('\n') || hasControl(note)) throw new Flaw('TLOG-7', 'not a signed note')
  const text = note.slice(0, cut + 1)
  const lines = note.slice(cut + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) throw new Flaw('TLOG-7', 'too many signatures')
  const message = utf8ToBytes(text)
  let good = 0
  for (const { name, bytes } of lines.map(readLine)) {
    const key = keys.find((known) => known.name === name && sameBytes(known.id, bytes.subarray(0, 4)))
    if (key === undefined) continue
    const signature = bytes.subarray(4)
    if (signature.length !== 64 || !ed25519.verify(signature, message, key.publicKey, { zip215: false }))
      throw new Flaw('TLOG-8', `the signature of ${name} does not hold`)
    good++
  }
  if (good === 0) throw new Flaw('TLOG-8', 'no signature of a known key')
  return text
}
