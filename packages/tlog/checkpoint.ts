import { base64, unbase64 } from '#tlog/base64.ts'
import { Flaw } from '#tlog/flaw.ts'
import { HASH } from '#tlog/hash.ts'
import { openNote } from '#tlog/note.ts'
import { isKeyName, type VerifierKey } from '#tlog/verifier-key.ts'

/** What a log commits to: its first `size` entries, under `root`. */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** The note text of a checkpoint (C2SP tlog-checkpoint), without extension lines. */
export const writeCheckpoint = ({ origin, size, root }: Checkpoint): string => {
  if (!isKeyName(origin)) throw new Flaw('TLOG-9', 'not an origin')
  return `${origin}\n${size}\n${base64(root)}\n`
}

/** Throws TLOG-9 for another form. Extension lines are refused: nobody can audit them. */
export const readCheckpoint = (text: string): Checkpoint => {
  const [, origin = '', digits = '', encoded = ''] = /^([^\n]+)\n(0|[1-9]\d*)\n([^\n]+)\n$/.exec(text) ?? []
  const size = Number(digits)
  if (origin === '' || !Number.isSafeInteger(size)) throw new Flaw('TLOG-9', 'not a checkpoint')
  const root = unbase64(encoded)
  if (root.length !== HASH) throw new Flaw('TLOG-9', 'the root is not a hash')
  return { origin, size, root }
}

/** A signed checkpoint of the log that `key` names. Throws TLOG-7, TLOG-8, or TLOG-9 when another log's. */
export const openCheckpoint = (note: string, key: VerifierKey): Checkpoint => {
  const checkpoint = readCheckpoint(openNote(note, [key]))
  if (checkpoint.origin !== key.name) throw new Flaw('TLOG-9', 'a checkpoint of another log')
  return checkpoint
}
