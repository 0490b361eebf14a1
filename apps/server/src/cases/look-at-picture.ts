import type { DocumentKind } from '#provision/case.ts'
import type { ReadLine } from '#provision/read-line.ts'
import { isDocumentKind } from '#provision/field.ts'
import { isRefusal } from '#ground/refusal.ts'
import { forbiddenInLines, forbiddenPictureRule } from '#vault/forbidden-picture.ts'
import { sayRule } from '#words/say.ts'
import type { Errand } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { db } from '../house/tables.ts'
import type { TerminalPhotoKind } from '../devices/terminal-photos.ts'
import { moveCase } from './case.ts'
import { plainPages, removePaper } from './papers.ts'

const isTerminalPhoto = (kind: string): kind is TerminalPhotoKind =>
  kind === 'terminal-front' || kind === 'terminal-back'

/** How often and how far apart (seconds) a picture is tried before a person has to look. */
const tries = { most: 3, apartSeconds: 60 }

/** Every upload is looked at after it is answered: reading takes a second or more and needs a place in the queue. */
export const askToLook = (
  errand: Errand,
  caseId: string,
  kind: DocumentKind | TerminalPhotoKind,
  documentId: string,
): Promise<void> =>
  errand.enqueue('look-at-picture', {
    caseId,
    kind,
    documentId,
    personId: errand.actor.personId,
    attempt: '1',
  })

/** Has the very same picture been read before and found clear? */
const knownClear = async (errand: Errand, documentId: string): Promise<boolean> => {
  const rows = await errand.run(
    db
      .selectFrom('documents as known')
      .innerJoin('documents as this', 'this.sha256', 'known.sha256')
      .select('known.document_id')
      .where('this.document_id', '=', documentId)
      .where('known.look', '=', 'clear')
      .limit(1),
  )
  return rows.length > 0
}

const note = (errand: Errand, documentId: string, look: 'clear' | 'not-read') =>
  errand.run(db.updateTable('documents').set({ look }).where('document_id', '=', documentId))

/** Says what happened and what to do, without anything that was read. */
const tell = async (errand: Errand, personId: string, rule: string): Promise<void> => {
  const [zh, en] = [sayRule(rule, 'zh', {}), sayRule(rule, 'en', {})]
  await writeMessage(
    errand,
    await phoneOf(errand, personId),
    'picture-removed',
    `【放心装】${zh.happened}${zh.remedy} ${en.happened} ${en.remedy}`,
  )
}

/** What stands on all pages of a paper; null when one of them could not be read. */
const linesOf = async (errand: Errand, documentId: string): Promise<ReadLine[] | null> => {
  const lines: ReadLine[] = []
  for (const page of await plainPages(errand, documentId)) {
    const read = await errand.house.reader.read(page)
    if (read === null) return null
    lines.push(...read)
  }
  return lines
}

/**
 * The job behind `askToLook`. A picture that shows what nobody may keep is deleted, the case notes it by rule alone,
 * and whoever uploaded it is told. A picture the reader cannot read stays and says so: a person looks at it anyway.
 */
export const lookAtPicture = async (
  errand: Errand,
  { caseId, kind, documentId, personId, attempt }: Readonly<Record<string, string>>,
): Promise<void> => {
  if (caseId === undefined || kind === undefined || documentId === undefined || personId === undefined) return
  const [waiting] = await errand.run(
    db
      .selectFrom('documents')
      .select('document_id')
      .where('document_id', '=', documentId)
      .where('look', '=', 'waiting'),
  )
  if (!waiting || !(isDocumentKind(kind) || isTerminalPhoto(kind))) return
  if (await knownClear(errand, documentId)) {
    await note(errand, documentId, 'clear')
    return
  }
  const lines = await linesOf(errand, documentId)
  if (lines === null) {
    if (Number(attempt) >= tries.most) await note(errand, documentId, 'not-read')
    else
      await errand.enqueue(
        'look-at-picture',
        { caseId, kind, documentId, personId, attempt: String(Number(attempt) + 1) },
        new Date(Date.parse(errand.stamp.at) + tries.apartSeconds * 1000).toISOString(),
      )
    return
  }
  const forbidden = forbiddenInLines(lines)
  if (!forbidden) {
    await note(errand, documentId, 'clear')
    return
  }
  const rule = forbiddenPictureRule[forbidden]
  await removePaper(errand, documentId)
  // A terminal's photo is no paper of the application: its look stands without it.
  if (!isTerminalPhoto(kind)) {
    const after = await moveCase(errand, caseId, { type: 'remove-document', kind, documentId, rule })
    // The house may always take out; were it refused, nothing of this may stay half done.
    if (isRefusal(after)) throw new Error(`a forbidden picture could not be taken out: ${after.rule}`)
  }
  await tell(errand, personId, rule)
}
