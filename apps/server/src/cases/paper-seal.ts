import type { Owner } from '#vault/envelope.ts'
import type { CameraRecord } from '../documents/camera.ts'
import type { House } from '../house/house.ts'
import { pagePlace } from '../house/sealed-files.ts'

/** The one file that seals and opens what belongs to a paper. */
const evidencePlace = (owner: Owner, documentId: string) => ({
  datum: 'documents.evidence' as const,
  row: documentId,
  ...owner,
})

export const sealPage = ({ keys }: House, owner: Owner, documentId: string, page: number, bytes: Buffer) =>
  keys.seal(pagePlace(owner, documentId, page), bytes)

export const openPage = ({ keys }: House, owner: Owner, documentId: string, page: number, sealed: Buffer) =>
  keys.open(pagePlace(owner, documentId, page), sealed)

export const sealEvidence = ({ keys }: House, owner: Owner, documentId: string, camera: CameraRecord) =>
  keys.seal(evidencePlace(owner, documentId), JSON.stringify(camera))

export const openEvidence = async ({ keys }: House, owner: Owner, documentId: string, sealed: Buffer) =>
  JSON.parse((await keys.open(evidencePlace(owner, documentId), sealed)).toString()) as CameraRecord
