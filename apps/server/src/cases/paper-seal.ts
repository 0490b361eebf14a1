import type { CameraRecord } from '../documents/camera.ts'
import type { House } from '../house/house.ts'

/** The one file that seals and opens what belongs to a paper. Every page has a seal of its own place. */
const pagePlace = (documentId: string, page: number) => ({
  table: 'documents',
  column: 'content',
  row: `${documentId}/${page}`,
})
const evidencePlace = (documentId: string) => ({ table: 'documents', column: 'evidence', row: documentId })

export const sealPage = async ({ keys }: House, documentId: string, page: number, bytes: Buffer) =>
  keys.seal(pagePlace(documentId, page), bytes)

export const openPage = async ({ keys }: House, documentId: string, page: number, sealed: Buffer) =>
  keys.open(pagePlace(documentId, page), sealed)

export const sealEvidence = async ({ keys }: House, documentId: string, camera: CameraRecord) =>
  keys.seal(evidencePlace(documentId), JSON.stringify(camera))

export const openEvidence = async ({ keys }: House, documentId: string, sealed: Buffer) =>
  JSON.parse(keys.open(evidencePlace(documentId), sealed).toString()) as CameraRecord
