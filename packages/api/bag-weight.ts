import Type from 'typebox'
import { file, object, optional, text } from '#api/schema.ts'

/** What one packed terminal weighs: 1 g to 100 kg. */
export const grams = Type.Integer({ minimum: 1, maximum: 100_000 })

/** One of the two is needed (CUST-67): what the closed bag weighs, or a photo of it. */
export const weighed = {
  weightGrams: optional(grams),
  photo: optional(object({ mediaType: text(100), content: file(6_000_000) })),
}
