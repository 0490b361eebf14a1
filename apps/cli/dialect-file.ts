import { readFileSync } from 'node:fs'
import type { Codec } from '#iso8583/dialect.ts'
import { dialects, readDialect } from '#iso8583/dialects.ts'

/** A built-in dialect by name, or a file; throws an Error that says what is wrong with it (ISO-9). */
export const dialectOf = (nameOrFile: string): Codec => {
  const known = dialects.get(nameOrFile)
  if (known !== undefined) return known
  let text: string
  try {
    text = readFileSync(nameOrFile, 'utf8')
  } catch (error) {
    throw new Error(`ISO-9: no dialect and no file of the name ${nameOrFile}`, { cause: error })
  }
  return readDialect(text)
}
