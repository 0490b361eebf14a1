import { type Refusal, refuse } from '#ground/refusal.ts'
import { inLane } from '../documents/lane.ts'
import { type NamedFile, readText, type ReadText } from '../documents/read-text.ts'
import { isUnreadable } from '../documents/unreadable.ts'
import type { Errand } from '../house/errand.ts'

/** A file as a call carries it; the pages behind the first are photos of the same document. */
export type UploadedText = {
  readonly fileName: string
  readonly content: string
  readonly morePages?: readonly { readonly fileName: string; readonly content: string }[]
}

const named = ({ fileName, content }: UploadedText): NamedFile => ({
  fileName,
  bytes: Buffer.from(content, 'base64'),
})

/** An uploaded contract as it was read, or why it cannot be. Nothing of it is kept. */
export const readUpload = async (errand: Errand, upload: UploadedText): Promise<ReadText | Refusal> => {
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
