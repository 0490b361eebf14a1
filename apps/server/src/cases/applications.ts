import { isRefusal, refuse } from '#ground/refusal.ts'
import type { SealedField } from '#provision/case.ts'
import { checkField } from '#provision/check-field.ts'
import { readPaper } from '#provision/read-paper.ts'
import { forbiddenInLines, forbiddenPictureRule } from '#vault/forbidden-picture.ts'
import { readPicture } from '../documents/picture.ts'
import { type Room, NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { loadCase, moveCase, moved } from './case.ts'
import { askToLook, documentPlace, storedPicture } from './look-at-picture.ts'
import { sealField, sealText } from './sealed.ts'

export const applications: Room<
  | 'applications.save-draft'
  | 'applications.attach-document'
  | 'applications.document'
  | 'applications.read-paper'
  | 'applications.submit'
  | 'applications.appeal'
> = {
  async 'applications.save-draft'(errand, { caseId, shop, sealed }) {
    const before = await loadCase(errand, caseId, true)
    const shopNow = { ...before.state.application.shop, ...shop }
    const refs: Partial<Record<SealedField, string>> = {}
    const problems: Partial<Record<SealedField, string | null>> = {}
    for (const [name, typed] of Object.entries(sealed ?? {})) {
      const field = name as SealedField
      const value = typed.trim()
      problems[field] = checkField(field, value, shopNow)
      refs[field] = await sealField(errand, caseId, field, value)
    }
    const after = await moveCase(errand, caseId, {
      type: 'save-draft',
      shop: shop ?? {},
      sealed: refs,
      problems,
    })
    if (isRefusal(after)) return after
    if (shop?.shopName !== undefined)
      await errand.run(
        db
          .updateTable('organisations')
          .set({ name: shop.shopName })
          .where('organisation_id', '=', errand.actor.organisationId),
      )
    return { problems: after.application.problems as Record<string, string>, savedAt: errand.stamp.at }
  },

  async 'applications.attach-document'(errand, { caseId, kind, content }) {
    await loadCase(errand, caseId, true)
    const picture = await readPicture(Buffer.from(content, 'base64'))
    if (isRefusal(picture)) return refuse(picture.rule, picture.params, 'content')
    const documentId = newId('doc')
    const card = {
      documentId,
      mediaType: picture.mediaType,
      bytes: picture.bytes.length,
      sha256: picture.sha256,
    }
    await errand.run(
      db.insertInto('documents').values({
        document_id: documentId,
        case_id: caseId,
        kind,
        media_type: card.mediaType,
        bytes: card.bytes,
        sha256: card.sha256,
        content_sealed: errand.house.keys.seal(documentPlace(documentId), picture.bytes),
        created_at: errand.stamp.at,
      }),
    )
    const after = await moveCase(errand, caseId, { type: 'attach-document', kind, ...card })
    if (isRefusal(after)) return after
    await askToLook(errand, caseId, kind, documentId)
    return { documentId, mediaType: card.mediaType, bytes: card.bytes }
  },

  async 'applications.document'(errand, { caseId, kind }) {
    const { state } = await loadCase(errand, caseId)
    const card = state.application.documents[kind]
    const bytes = card && (await storedPicture(errand, card.documentId))
    if (!card || !bytes) throw new NotFound()
    return { mediaType: card.mediaType, content: bytes.toString('base64') }
  },

  async 'applications.read-paper'(errand, { caseId, kind }) {
    const { state } = await loadCase(errand, caseId)
    const card = state.application.documents[kind]
    const bytes = card && (await storedPicture(errand, card.documentId))
    if (!bytes) throw new NotFound()
    const lines = await errand.house.reader.read(bytes, true)
    if (lines === null) return refuse('OCR-5')
    const forbidden = forbiddenInLines(lines)
    if (forbidden) return refuse(forbiddenPictureRule[forbidden], {}, kind)
    return {
      suggestions: readPaper(kind, lines).map(({ confidence, ...suggestion }) => ({
        ...suggestion,
        confidencePercent: Math.round(confidence * 100),
      })),
    }
  },

  'applications.submit': (errand, { caseId }) => moved(errand, caseId, { type: 'submit-application' }),

  'applications.appeal': async (errand, { caseId, statement }) =>
    moved(errand, caseId, {
      type: 'appeal-rejection',
      statement: await sealText(errand, caseId, 'appeal-statement', statement),
    }),
}
