import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { InputOf, OutputOf } from '#api/calls.ts'
import type { Visit } from './stations.ts'
import type { SurveyForm } from './survey/form.ts'

/** A command whose outcome is not known yet, exactly as it was sent: the same key makes a second try harmless. */
export type Unsent = { call: string; input: unknown; key: string; at: string; page: string }

/** When somebody is expected and what for: neither whose shop it is nor where. */
export type KeptVisit = Pick<Visit, 'visitId' | 'kind' | 'status' | 'startsAt' | 'endsAt'>

/** What this phone keeps between two reloads. Never names, addresses, telephone numbers or door codes in clear: what
 * is typed about the handler lies here only as sealed to the acquirer. */
interface Shelf extends DBSchema {
  drafts: { key: string; value: { form: SurveyForm; savedAt: string } }
  unsent: { key: string; value: Unsent }
  days: { key: string; value: readonly KeptVisit[] }
  departures: { key: string; value: string }
  phones: { key: string; value: SigningPhone }
  counterparts: { key: string; value: Counterparts }
  'hand-overs': { key: string; value: SignedHandOver }
}
const drawers = ['days', 'drafts', 'unsent', 'departures', 'phones', 'counterparts', 'hand-overs'] as const
type Drawer = (typeof drawers)[number]

/** This phone's key for one person: made here, enrolled at the house, and never readable, not even by this page. */
export type SigningPhone = { keyId: string; privateKey: CryptoKey }

/** Whom a terminal may go to or come from, fetched while there was a network; names as initials only. */
export type Counterparts = OutputOf<'custody-keys.counterparts'> & { deviceId: string }

/** Signed by both and not yet taken by the house. */
export type SignedHandOver = InputOf<'hand-overs.deliver'> & {
  handOverId: string
  deviceId: string
  serialNo: string
  hand: number
  at: string
}

let opened: Promise<IDBPDatabase<Shelf>> | null = null
const shelf = () => {
  opened ??= openDB<Shelf>('fangxin-field', 3, {
    upgrade: (database) => {
      for (const drawer of drawers)
        if (!database.objectStoreNames.contains(drawer)) database.createObjectStore(drawer)
    },
  })
  return opened
}

/** `undefined` also when the browser refuses storage (private windows): the page then works without memory. */
export const taken = async <D extends Drawer>(
  drawer: D,
  key: string,
): Promise<Shelf[D]['value'] | undefined> => {
  try {
    return await (await shelf()).get(drawer, key)
  } catch {
    return undefined
  }
}

/** Answers whether it was really written. */
export const put = async <D extends Drawer>(
  drawer: D,
  key: string,
  value: Shelf[D]['value'],
): Promise<boolean> => {
  try {
    await (await shelf()).put(drawer, value, key)
    return true
  } catch {
    return false
  }
}

export const drop = async (drawer: Drawer, key: string): Promise<void> => {
  try {
    await (await shelf()).delete(drawer, key)
  } catch {
    // Nothing could be written there, so nothing is left behind.
  }
}

export const everything = async <D extends Drawer>(drawer: D): Promise<Shelf[D]['value'][]> => {
  try {
    return await (await shelf()).getAll(drawer)
  } catch {
    return []
  }
}
