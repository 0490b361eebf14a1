import { readFileSync } from 'node:fs'
import { readShopSuite } from '#iso8583/shop-suite.ts'
import { type Suite, suites } from '#iso8583/suite.ts'

/** A built-in suite by name, or an acceptance suite's file; throws an Error that says what is wrong with it (TEST-8). */
export const suiteOf = (nameOrFile: string): Suite => {
  const known = suites.get(nameOrFile)
  if (known !== undefined) return known
  let text: string
  try {
    text = readFileSync(nameOrFile, 'utf8')
  } catch {
    throw new Error(`TEST-8: no suite and no file of the name ${nameOrFile}`)
  }
  try {
    return readShopSuite(text)
  } catch (error) {
    throw new Error(`${nameOrFile}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
