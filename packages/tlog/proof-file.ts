import { base64, unbase64 } from '#tlog/base64.ts'
import { type Checkpoint, openCheckpoint } from '#tlog/checkpoint.ts'
import { Flaw } from '#tlog/flaw.ts'
import { leafHash } from '#tlog/hash.ts'
import { type Proof, verifyInclusion } from '#tlog/proof.ts'
import type { VerifierKey } from '#tlog/verifier-key.ts'

/** A `.tlog-proof` (C2SP tlog-proof): all that is needed to check, offline, that an entry stands in a log. */
export type ProofFile = {
  readonly index: number
  readonly proof: Proof
  /** The signed note, verbatim. */
  readonly checkpoint: string
  /** Opaque and not authenticated. */
  readonly extra?: Uint8Array
}

const firstLine = 'c2sp.org/tlog-proof@v1'

export const writeProofFile = ({ index, proof, checkpoint, extra }: ProofFile): string =>
  [
    firstLine,
    ...(extra === undefined ? [] : [`extra ${base64(extra)}`]),
    `index ${index}`,
    ...proof.map(base64),
    '',
    checkpoint,
  ].join('\n')

/** Throws TLOG-11 for another form. Nothing is verified yet. */
export const readProofFile = (text: string): ProofFile => {
  const cut = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(cut, 0)).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined
  const [, digits] = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '') ?? []
  const index = Number(digits)
  if (first !== firstLine || digits === undefined || !Number.isSafeInteger(index) || lines.length > 63)
    throw new Flaw('TLOG-11', 'not a tlog-proof file')
  return {
    index,
    proof: lines.map(unbase64),
    checkpoint: text.slice(cut + 2),
    ...(extra === undefined ? {} : { extra: unbase64(extra) }),
  }
}

/**
 * Checks that `entry` stands in the log that `key` names, at the file's index, under its signed checkpoint. Throws a
 * Flaw of the part that does not hold.
 */
export const verifyProofFile = (
  text: string,
  entry: Uint8Array,
  key: VerifierKey,
): Checkpoint & { readonly index: number } => {
  const { index, proof, checkpoint } = readProofFile(text)
  const opened = openCheckpoint(checkpoint, key)
  verifyInclusion(leafHash(entry), index, opened.size, opened.root, proof)
  return { ...opened, index }
}
