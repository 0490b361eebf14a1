import { constants, setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/src/house/config.ts'
import type { Keyring } from '../server/src/house/keyring.ts'
import { renewDataKeys, rewrapUnderKek, rotateKek, rotateTenant } from '../server/src/house/key-rotation.ts'
import { type Resealed, resealValues } from '../server/src/house/reseal.ts'
import { NoHouse, visitHouse, visitKeys } from '../server/src/house/visit.ts'

const usage = `usage: fangxin keys status|rotate-kek|rotate-tenants|rotate-data|reseal [--pace PERCENT] [--keep-older] [--json]
In the server's environment (DATA_DIR, DATABASE_URL, FANGXIN_KEK or PKCS11_*), while it runs or not.
  status          what wraps what, and what is left of earlier rotations
  rotate-kek      a new key-encryption key; with FANGXIN_KEK: put the new one first, then run this
  rotate-tenants  a new key for every tenant; the older ones are destroyed
  rotate-data     a new key for every subject and term; new values are sealed under it at once
  reseal          seals every stored value anew under the newest key, then destroys the older ones. Backups of the
                  database taken before need those: keep them with --keep-older, and run it again when no backup does.
                  --pace is the share of the time it works (default 25).
Exit codes: 0 done, 1 not everything could be done, 2 usage or no house there.
`

const commands = ['status', 'rotate-kek', 'rotate-tenants', 'rotate-data', 'reseal'] as const
type Command = (typeof commands)[number]

type Report = { readonly told: object; readonly lines: readonly string[]; readonly done: boolean }

const optionsOf = (args: string[]) => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        pace: { type: 'string', default: '25' },
        'keep-older': { type: 'boolean', default: false },
      },
    })
    const percent = Number(values.pace)
    const command = commands.find((each) => each === positionals[0])
    if (command === undefined || positionals.length !== 1) return null
    if (!Number.isInteger(percent) || percent < 1 || percent > 100) return null
    return { command, percent, json: values.json, keepOlder: values['keep-older'] }
  } catch {
    return null
  }
}

const status = async ({ store, provider }: Keyring): Promise<Report> => {
  const census = store.census()
  const current = (await provider.current()).id
  const line = ({ id, wraps }: { id: string; wraps: number }) =>
    `${id}${id === current ? ' (current)' : ''} wraps ${wraps} keys`
  return {
    told: { store: store.id, profile: store.profile, currentKek: current, ...census },
    lines: [
      `key store ${store.id}, profile ${store.profile}`,
      ...census.keks.map(line),
      `${census.tenants} tenants, ${census.dataKeys} data keys, of them ${census.older} older than their newest`,
      `${census.destroyed} destroyed, ${census.suspended} subjects sealed off`,
    ],
    done: true,
  }
}

const why: Readonly<Record<NonNullable<Resealed['kept']>, string>> = {
  asked: 'older keys stay, as asked',
  broken: 'older keys stay: some values do not open',
  overtaken: 'older keys stay: values kept changing; run it again',
  'open-transaction':
    'older keys stay: a transaction of the database stayed open; run it again when it has ended',
}

const reseal = async (percent: number, keepOlder: boolean): Promise<Report> => {
  const { house, leave } = await visitHouse(readConfig(process.env, { demo: false }))
  try {
    const told = await resealValues(house, { percent, keepOlder })
    const lines = [
      `${told.moved} values sealed anew in ${told.passes} passes, ${told.erased} erased`,
      ...told.broken.map((each) => `does not open: ${each}`),
      told.kept === null ? `${told.destroyed} older keys destroyed` : why[told.kept],
    ]
    return { told, lines, done: told.kept === null || told.kept === 'asked' }
  } finally {
    await leave()
  }
}

const rotate = async (command: Exclude<Command, 'reseal'>): Promise<Report> => {
  const config = readConfig(process.env, { demo: false })
  const keys = await visitKeys(config)
  try {
    const { ring } = keys
    if (command === 'status') return await status(ring)
    if (command === 'rotate-kek') {
      const moved = await (config.keks.kind === 'environment' ? rewrapUnderKek(ring) : rotateKek(ring))
      const current = (await ring.provider.current()).id
      const left = ring.store.census().keks.filter(({ id }) => id !== current)
      return {
        told: { moved, currentKek: current, left },
        lines: [
          `${moved} keys now under ${current}`,
          left.length === 0
            ? 'the earlier key-encryption keys may be taken away'
            : `still needed: ${left.map(({ id }) => id).join(', ')}`,
        ],
        done: left.length === 0,
      }
    }
    if (command === 'rotate-data') {
      const renewed = await renewDataKeys(ring)
      return {
        told: { renewed },
        lines: [`${renewed} new data keys; now run fangxin keys reseal`],
        done: true,
      }
    }
    let moved = 0
    const tenants = ring.store.tenants()
    for (const tenant of tenants) moved += await rotateTenant(ring, tenant, new Date().toISOString())
    return {
      told: { tenants: tenants.length, moved },
      lines: [`${tenants.length} tenants have new keys, ${moved} data keys wrapped anew`],
      done: true,
    }
  } finally {
    keys.close()
  }
}

/** `fangxin keys`: the keys of a house, on the server's environment. */
export const keys = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  const options = optionsOf(args)
  if (options === null) {
    process.stderr.write(usage)
    return 2
  }
  const { command, percent, json, keepOlder } = options
  // Whoever serves people goes first.
  setPriority(constants.priority.PRIORITY_LOW)
  try {
    const { told, lines, done } = await (command === 'reseal' ? reseal(percent, keepOlder) : rotate(command))
    process.stdout.write(`${json ? JSON.stringify(told) : lines.join('\n')}\n`)
    return done ? 0 : 1
  } catch (error) {
    if (!(error instanceof NoHouse)) throw error
    process.stderr.write(`fangxin keys: ${error.message}\n`)
    return 2
  }
}
