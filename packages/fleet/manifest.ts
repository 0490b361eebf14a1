import { refuse, type Refusal } from '#ground/refusal.ts'

export type ManifestKind = 'firmware' | 'parameters'

/** What the acquirer signs: its canonical JSON (RFC 8785) is the signed text. */
export type Manifest = {
  readonly v: 1
  readonly kind: ManifestKind
  readonly modelCode: string
  /** Counts every manifest of this model and kind, roll-backs too: an old manifest is never new again. */
  readonly sequence: number
  /** Counts versions: higher is newer. */
  readonly versionNo: number
  readonly version: string
  readonly sha256: string
  readonly bytes: number
  readonly rollback: boolean
  readonly issuedAt: string
}

/**
 * Does a manifest follow those published before for its model and kind? The same question is asked by the house at
 * intake and by the terminal before it installs, there with what it has installed.
 */
export const follows = (manifest: Manifest, before: readonly Manifest[]): Refusal | null => {
  const last = Math.max(0, ...before.map(({ sequence }) => sequence))
  if (manifest.sequence <= last) return refuse('FIRM-2', { sequence: manifest.sequence, last }, 'manifest')
  const highest = Math.max(0, ...before.map(({ versionNo }) => versionNo))
  if (!manifest.rollback)
    return manifest.versionNo > highest
      ? null
      : refuse('FIRM-3', { versionNo: manifest.versionNo, highest }, 'manifest')
  const earlier = before.some(
    ({ versionNo, sha256, version }) =>
      versionNo === manifest.versionNo && sha256 === manifest.sha256 && version === manifest.version,
  )
  return earlier && manifest.versionNo < highest
    ? null
    : refuse('FIRM-4', { versionNo: manifest.versionNo }, 'manifest')
}

/** What a terminal has: the last manifest it installed, and the version that runs. */
export type Installed = { readonly sequence: number; readonly versionNo: number }

/** FIRM-12 on the terminal: newer than what runs, or a signed roll-back; and never a manifest it has had. */
export const mayReplace = (manifest: Manifest, installed: Installed): boolean =>
  manifest.sequence > installed.sequence &&
  (manifest.rollback ? manifest.versionNo < installed.versionNo : manifest.versionNo > installed.versionNo)

/** An approval of firmware as far as a manifest is held against it. */
type Approval = { readonly version: string; readonly sha256: string }

/**
 * FIRM-21 and 22: firmware spreads only as it was approved, file for file, and while the approval and the certificate
 * behind it last. `lacks` says what an approval lacks today.
 */
export const unapproved = <A extends Approval>(
  { kind, version, sha256 }: Pick<Manifest, 'kind' | 'version' | 'sha256'>,
  approvals: readonly A[],
  lacks: (approval: A) => string | null,
): Refusal | null => {
  if (kind !== 'firmware') return null
  const named = approvals.filter((each) => each.version === version && each.sha256 === sha256)
  if (named.length === 0) return refuse('FIRM-21', { version }, 'manifest')
  const [first, ...others] = named.map(lacks)
  return [first, ...others].includes(null)
    ? null
    : refuse('FIRM-22', { version, lacks: first ?? '' }, 'manifest')
}
