import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { type Refusal, refuse } from '#ground/refusal.ts'
import { readShopSuite, type ShopSuite, shopSuite } from '#iso8583/shop-suite.ts'
import { ConfigError } from '../house/config.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { sha256Hex } from './card.ts'

export type KeptSuite = { readonly suite: ShopSuite; readonly digest: string }

const soundIn = async (file: string): Promise<ShopSuite> => {
  try {
    return readShopSuite(await readFile(file, 'utf8'))
  } catch (error) {
    throw new ConfigError(`ACCEPTANCE_SUITE ${file}: ${(error as Error).message}`)
  }
}

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    throw new ConfigError(`ACCEPTANCE_SUITE=${path}: no such file or folder`)
  }
}

/** TEST-8, asked when the house opens: every file it may be told to test by is sound. */
export const checkSuites = async (path: string | null): Promise<void> => {
  if (path === null) return
  if (!(await isFolder(path))) return void (await soundIn(path))
  for (const name of await readdir(path)) if (name.endsWith('.json')) await soundIn(join(path, name))
}

/** The suite of this acquirer: its own file in the folder, the one file there is, or the house's own. */
const suiteFor = async (path: string | null, acquirerId: string): Promise<ShopSuite> => {
  if (path === null) return shopSuite
  if (!(await isFolder(path))) return soundIn(path)
  const own = `${acquirerId}.json`
  return (await readdir(path)).includes(own) ? soundIn(join(path, own)) : shopSuite
}

/** The acquirer's suite, kept under its digest so that a run is judged and shown by it ever after (TEST-12). */
export const keepSuite = async (errand: Errand, acquirerId: string): Promise<KeptSuite | Refusal> => {
  const suite = await suiteFor(errand.house.config.acceptanceSuite, acquirerId)
  const text = canonicalize(suite) ?? ''
  const digest = sha256Hex(text)
  const { name, version } = suite
  // Suites are the house's own; the technician who opens a test only names them.
  await errand.asHouse(
    db
      .insertInto('test_suites')
      .values({ digest, name, version, suite: text, first_used_at: errand.stamp.at })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const [kept] = await errand.run(
    db.selectFrom('test_suites').select('digest').where('name', '=', name).where('version', '=', version),
  )
  return kept?.digest === digest ? { suite, digest } : refuse('TEST-12', { name, version })
}
