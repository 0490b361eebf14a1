import { type Refusal, refuse } from '#ground/refusal.ts'
import { inLane } from '../documents/lane.ts'
import { type NamedFile, readText, type ReadText } from '../documents/read-text.ts'
import { isUnreadable } from '../documents/unreadable.ts'
import type { Errand } from '../house/errand.ts'

/** A file as a call carries it; the pages behind the first are photos of the same document. */
type UploadedText = {
  readonly fileName: string
  readonly content: string
  readonly morePages?: readonly { readonly fileName: string; readonly content: string }[]
}

const named = ({ fileName, content }: UploadedText): NamedFile => ({
  fileName,
  bytes: Buffer.from(content, 'base64'),
})

/**
 * An uploaded contract as it was read, or why it cannot be. Nothing of it is kept. It is read within the transaction: few
 * pages, seconds, in a lane; what is longer goes over the desk.
 */
const readUpload = async (errand: Errand, upload: UploadedText): Promise<ReadText | Refusal> => {
  const { actor, from, house } = errand
  try {
    // Who is not signed in has no id: an address stands for them.
    return await inLane(actor.personId || from.address, () =>
      readText([named(upload), ...(upload.morePages ?? []).map(named)], house.reader),
    )
  } catch (error) {
    if (isUnreadable(error)) return refuse(error.refusal.rule, error.refusal.params, 'content')
    throw error
  }
}

/** Who hands in, as the reading desk knows them. */
export const askerOf = ({ actor, from }: Errand) => ({ personId: actor.personId, address: from.address })

type Given = Partial<UploadedText> & { readonly readingId?: string }

/** What was read on the desk before, or is read now from the file at hand. */
export const readGiven = async (errand: Errand, given: Given): Promise<ReadText | Refusal> => {
  const { readingId, fileName = '', content, ...more } = given
  if (readingId !== undefined) return errand.house.desk.taken(askerOf(errand), readingId)
  return content === undefined
    ? refuse('TEXT-6', {}, 'content')
    : readUpload(errand, { fileName, content, ...more })
}
