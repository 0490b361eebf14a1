import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OutputOf } from '#api/calls.ts'
import { shopDay } from './day-groups.ts'
import type { KeptAnswer } from './keeping.ts'
import type { Step } from './line.ts'
import { newSealKey, openWith, type Sealed, sealWith } from './phone-seal.ts'
import type { Visit } from './stations.ts'
import type { SurveyForm } from './survey/form.ts'

/** A command whose outcome is not known yet, exactly as it was sent: the same key makes a second try harmless. */
export type Unsent = Step & {
  /** Whose work it is: another person's session on the same phone neither sees nor sends it. */
  personId: string
  key: string
}

/** When somebody is expected and what for: neither whose shop it is nor where. */
export type KeptVisit = Pick<Visit, 'visitId' | 'kind' | 'status' | 'startsAt' | 'endsAt'>

/** This phone's key for one person: made here, enrolled at the house, and never readable, not even by this page. */
export type SigningPhone = { keyId: string; privateKey: CryptoKey }

/** Whom a terminal may go to or come from, fetched while there was a network; names as initials only. */
export type Counterparts = OutputOf<'custody-keys.counterparts'> & { deviceId: string }

/** What this phone keeps between two reloads; decisions/048 says for how long. */
type Contents = {
  drafts: { form: SurveyForm; savedAt: string }
  unsent: Unsent
  answers: KeptAnswer
  days: readonly KeptVisit[]
  departures: string
  phones: SigningPhone
  counterparts: Counterparts
}
type Drawer = keyof Contents

/**
 * Names, addresses and places lie sealed, and what is typed about the handler inside that once more, to the acquirer. What
 * the house answered goes with its day's key; work that was not sent yet stays until it is.
 */
const sealers: Partial<Record<Drawer, () => string>> = {
  drafts: () => 'work',
  unsent: () => 'work',
  answers: () => `answers ${shopDay(new Date().toISOString())}`,
}

type Stored = { [D in Drawer]: { key: string; value: Contents[D] | Sealed } }
type Shelf = DBSchema & Stored & { seals: { key: string; value: CryptoKey } }

const drawers = [
  'days',
  'drafts',
  'unsent',
  'answers',
  'departures',
  'phones',
  'counterparts',
  'seals',
] as const

let opened: Promise<IDBPDatabase<Shelf>> | null = null
const shelf = () => {
  opened ??= openDB<Shelf>('fangxin-field', 4, {
    upgrade: (database) => {
      for (const drawer of drawers)
        if (!database.objectStoreNames.contains(drawer)) database.createObjectStore(drawer)
    },
  })
  return opened
}

/** Of two pages that make the key at once, both use the one that was written first. */
const sealKey = async (name: string): Promise<CryptoKey> => {
  const database = await shelf()
  const before = await database.get('seals', name)
  if (before) return before
  const fresh = await newSealKey()
  const change = database.transaction('seals', 'readwrite')
  const first = await change.store.get(name)
  if (!first) await change.store.put(fresh, name)
  await change.done
  return first ?? fresh
}

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'sealed' in value && 'iv' in value

const open = async <D extends Drawer>(
  drawer: D,
  key: string,
  value: Contents[D] | Sealed | undefined,
): Promise<Contents[D] | undefined> => {
  const sealer = sealers[drawer]
  if (!sealer || !isSealed(value)) return isSealed(value) ? undefined : value
  const seal = await (await shelf()).get('seals', sealer())
  return seal && ((await openWith(seal, `${drawer} ${key}`, value)) as Contents[D])
}

/** `undefined` also when the browser refuses storage (private windows): the page then works without memory. */
export const taken = async <D extends Drawer>(drawer: D, key: string): Promise<Contents[D] | undefined> => {
  try {
    const value = (await (await shelf()).get(drawer, key)) as Contents[D] | Sealed | undefined
    return await open(drawer, key, value)
  } catch {
    return undefined
  }
}

/** One after the other: sealing takes its time, and what was typed last must be what stays. */
let last: Promise<unknown> = Promise.resolve()
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const turn = last.then(work, work)
  last = turn.catch(() => undefined)
  return turn
}

const listeners = new Set<() => void>()
/** Tells when something waits to be sent, or does not any more. */
export const onUnsent = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const tell = (drawer: Drawer) => {
  if (drawer === 'unsent') for (const listener of listeners) listener()
}

/** Answers whether it was really written. */
export const put = async <D extends Drawer>(drawer: D, key: string, value: Contents[D]): Promise<boolean> => {
  try {
    await inTurn(async () => {
      const sealer = sealers[drawer]
      const written = sealer ? await sealWith(await sealKey(sealer()), `${drawer} ${key}`, value) : value
      await (await shelf()).put(drawer, written as Shelf[D]['value'], key)
    })
    tell(drawer)
    return true
  } catch {
    return false
  }
}

export const drop = async (drawer: Drawer, key: string): Promise<void> => {
  try {
    await inTurn(async () => (await shelf()).delete(drawer, key))
    tell(drawer)
  } catch {
    // Nothing could be written there, so nothing is left behind.
  }
}

/** All of a drawer by its keys; what does not open any more is `undefined`. */
export const entries = async <D extends Drawer>(
  drawer: D,
): Promise<(readonly [string, Contents[D] | undefined])[]> => {
  try {
    const database = await shelf()
    const keys = await database.getAllKeys(drawer)
    return await Promise.all(keys.map(async (key) => [key, await taken(drawer, key)] as const))
  } catch {
    return []
  }
}

export const everything = async <D extends Drawer>(drawer: D): Promise<Contents[D][]> =>
  (await entries(drawer)).flatMap(([, value]) => (value === undefined ? [] : [value]))

/** Signed out, or somebody else's turn: what the house answered goes, and first the keys it lies under. */
export const forgetAnswers = async (exceptKey?: string): Promise<void> => {
  try {
    await inTurn(async () => {
      const change = (await shelf()).transaction(['seals', 'answers'], 'readwrite')
      const seals = change.objectStore('seals')
      for (const name of await seals.getAllKeys())
        if (name.startsWith('answers ') && name !== exceptKey) await seals.delete(name)
      if (exceptKey === undefined) await change.objectStore('answers').clear()
      await change.done
    })
  } catch {
    // Nothing could be written there, so nothing is left behind.
  }
}

/** Yesterday's key goes with yesterday. */
export const forgetOldSeals = (): Promise<void> => forgetAnswers(sealers.answers?.())
