import { realpathSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'

/** The folder a package really stands in: a limited child may read no link that leads there. */
export const home = (name: string): string => {
  const description = findPackageJSON(name, import.meta.url)
  if (description === undefined) throw new Error(`${name} is not installed`)
  return realpathSync(dirname(description))
}
