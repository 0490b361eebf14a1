import { isRefusal, refuse } from '#ground/refusal.ts'
import type { SealedField } from '#provision/case.ts'
import { checkField } from '#provision/check-field.ts'
import { mayExamine } from '#provision/review.ts'
import { isCreditByNumber } from '#vault/card-number.ts'
import { readPicture } from '../documents/picture.ts'
import { type Errand, type Room, NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { caseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import type { ConsentsPort, GrantsPort } from '../vault/ports.ts'
import { loadCase, moveCase, moved } from './case.ts'
import { letSecondEyesLook } from './examiner.ts'
import { sealField, sealText } from './sealed.ts'

const documentPlace = async (errand: Errand, caseId: string, documentId: string) => ({
  datum: 'documents.content' as const,
  row: documentId,
  ...(await caseOwner(errand, caseId)),
})

export const applications = (
  grants: GrantsPort,
  consents: ConsentsPort,
): Room<
  | 'applications.save-draft'
  | 'applications.attach-document'
  | 'applications.document'
  | 'applications.submit'
  | 'applications.appeal'
> => ({
  async 'applications.save-draft'(errand, { caseId, shop, sealed }) {
    const before = await loadCase(errand, caseId, true)
    const shopNow = { ...before.state.application.shop, ...shop }
    const refs: Partial<Record<SealedField, string>> = {}
    const problems: Partial<Record<SealedField, string | null>> = {}
    for (const [name, typed] of Object.entries(sealed ?? {})) {
      const field = name as SealedField
      const value = typed.trim()
      // The corridor leaves numbers of 14 and 15 places to here: only beside "personal" are they no firm's account.
      if (
        field === 'settlementAccountNo' &&
        shopNow.settlementKind === 'personal' &&
        isCreditByNumber(value.replaceAll(/[\s-]/g, ''))
      )
        return refuse('VAULT-25', {}, `sealed.${field}`)
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
        content_sealed: await errand.house.keys.seal(
          await documentPlace(errand, caseId, documentId),
          picture.bytes,
        ),
        created_at: errand.stamp.at,
      }),
    )
    const after = await moveCase(errand, caseId, { type: 'attach-document', kind, ...card })
    return isRefusal(after) ? after : { documentId, mediaType: card.mediaType, bytes: card.bytes }
  },

  async 'applications.document'(errand, { caseId, kind }) {
    const { state } = await loadCase(errand, caseId)
    const card = state.application.documents[kind]
    const [row] = card
      ? await errand.run(
          db.selectFrom('documents').select('content_sealed').where('document_id', '=', card.documentId),
        )
      : []
    if (!card || !row) throw new NotFound()
    if (errand.actor.principal !== 'merchant') {
      const notYours = mayExamine(state, errand.actor.personId)
      if (notYours) return notYours
      await letSecondEyesLook(errand, grants, state)
      const taken = await grants.take(errand, { caseId, fields: [`document:${kind}`] })
      if (isRefusal(taken)) return taken
    }
    const bytes = await errand.house.keys.open(
      await documentPlace(errand, caseId, card.documentId),
      row.content_sealed,
    )
    return { mediaType: card.mediaType, content: bytes.toString('base64') }
  },

  async 'applications.submit'(errand, { caseId }) {
    const after = await moved(errand, caseId, { type: 'submit-application' })
    // The form's own faults come first; a refusal undoes the move.
    return isRefusal(after) ? after : ((await consents.toSubmit(errand)) ?? after)
  },

  'applications.appeal': async (errand, { caseId, statement }) =>
    moved(errand, caseId, {
      type: 'appeal-rejection',
      statement: await sealText(errand, caseId, 'appeal-statement', statement),
    }),
})
