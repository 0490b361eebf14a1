import { isRefusal, refuse } from '#ground/refusal.ts'
import type { SealedField } from '#provision/case.ts'
import { checkField } from '#provision/check-field.ts'
import { takesPdf } from '#provision/document-matrix.ts'
import { readPaper } from '#provision/read-paper.ts'
import { mayExamine } from '#provision/review.ts'
import { isCreditByNumber } from '#vault/card-number.ts'
import { forbiddenInLines, forbiddenPictureRule } from '#vault/forbidden-picture.ts'
import { byteCaps } from '../documents/declared.ts'
import { readUpload } from '../documents/upload.ts'
import { type Room, NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { ConsentsPort, GrantsPort } from '../vault/ports.ts'
import { loadCase, moveCase, moved } from './case.ts'
import { letSecondEyesLook } from './examiner.ts'
import { askToLook } from './look-at-picture.ts'
import { keepPaper, paperCaps, plainPages, roomFor, showPaper } from './papers.ts'
import { sealField, sealText } from './sealed.ts'

/** How much may be handed in; a test hands over small ones. */
const handInCaps = { ...byteCaps, ...paperCaps }

export const applications = (
  grants: GrantsPort,
  consents: ConsentsPort,
  caps: typeof handInCaps = handInCaps,
): Room<
  | 'applications.save-draft'
  | 'applications.attach-document'
  | 'applications.document'
  | 'applications.read-paper'
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

  async 'applications.attach-document'(errand, { caseId, kind, fileName, mediaType, content }) {
    await loadCase(errand, caseId)
    // Before any lock: reading a file takes seconds, and a case held that long would keep everybody else waiting.
    const paper = await readUpload(
      Buffer.from(content, 'base64'),
      { fileName, mediaType },
      { caps, pdf: takesPdf(kind), whose: errand.actor.organisationId, clamd: errand.house.config.clamd },
    )
    if (isRefusal(paper)) return refuse(paper.rule, paper.params, 'content')
    const full = await roomFor(errand, caseId, paper.bytes, caps)
    if (full) return full
    const documentId = newId('doc')
    const { bytes, sha256, scan } = paper
    const after = await moveCase(errand, caseId, {
      type: 'attach-document',
      kind,
      documentId,
      mediaType: paper.mediaType,
      bytes,
      sha256,
    })
    if (isRefusal(after)) return after
    await keepPaper(errand, caseId, kind, documentId, paper)
    await askToLook(errand, caseId, kind, documentId)
    return { documentId, mediaType: paper.mediaType, bytes, pages: paper.pages.length, scan }
  },

  async 'applications.document'(errand, { caseId, kind, page = 1 }) {
    const { state } = await loadCase(errand, caseId)
    const card = state.application.documents[kind]
    if (!card) throw new NotFound()
    if (errand.actor.principal !== 'merchant') {
      const notYours = mayExamine(state, errand.actor.personId)
      if (notYours) return notYours
      await letSecondEyesLook(errand, grants, state)
      const taken = await grants.take(errand, { caseId, fields: [`document:${kind}`] })
      if (isRefusal(taken)) return taken
    }
    const shown = await showPaper(errand, card.documentId, page)
    if (!shown) throw new NotFound()
    return shown
  },

  async 'applications.read-paper'(errand, { caseId, kind }) {
    const { state } = await loadCase(errand, caseId)
    const card = state.application.documents[kind]
    const [picture] = card ? await plainPages(errand, card.documentId) : []
    if (!picture) throw new NotFound()
    const lines = await errand.house.reader.read(picture, true)
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
