import { type Refusal, refuse } from '#ground/refusal.ts'
import { isUnreadable, readText } from '../documents/read-text.ts'

/** The text of an uploaded contract, or why it cannot be read. */
export const readUpload = async (content: string, fileName: string): Promise<string | Refusal> => {
  try {
    return (await readText(Buffer.from(content, 'base64'), fileName)).text
  } catch (error) {
    if (isUnreadable(error)) return refuse(error.refusal.rule, error.refusal.params, 'content')
    throw error
  }
}
