import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Codec } from '#iso8583/dialect.ts'
import { dialects, readDialect } from '#iso8583/dialects.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { ConfigError } from '../house/config.ts'
import { startTestHost, type TestHost, type TestHostOptions } from './host.ts'

/** The dialects of this house by name, and the doors of the test host: a port of its own for each that is spoken. */
export type Doors = {
  readonly held: ReadonlyMap<string, Codec>
  /** The door's port; a door opens when it is first asked for, and stays open. */
  portOf(dialect: string): Promise<number>
  /** The ports of the doors that are open. */
  ports(): Readonly<Record<string, number>>
}

/** Before the test host is up, and where there is none. */
export const shutDoors: Doors = {
  held: dialects,
  portOf: () => Promise.reject(new Error('the test host is not open')),
  ports: () => ({}),
}

/** ISO-9, asked when the house opens: what comes with it, and the files of a folder, each under a name of its own. */
export const heldDialects = async (folder: string | null): Promise<ReadonlyMap<string, Codec>> => {
  if (folder === null) return dialects
  const held = new Map(dialects)
  const broken = (file: string, error: unknown) =>
    new ConfigError(`ISO8583_DIALECTS ${file}: ${error instanceof Error ? error.message : String(error)}`)
  const files = await readdir(folder).catch((error: unknown) => {
    throw broken(folder, error)
  })
  for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
    try {
      const codec = readDialect(await readFile(join(folder, file), 'utf8'))
      const { name } = codec.dialect
      if (held.has(name)) throw new Error(`ISO-9: a second dialect of the name ${name}`)
      held.set(name, codec)
    } catch (error) {
      throw broken(file, error)
    }
  }
  return held
}

type DoorsOptions = Omit<TestHostOptions, 'codec' | 'others'> & {
  readonly held: ReadonlyMap<string, Codec>
  /** The ports of other doors than UnionPay's; any free one where nothing is said. */
  readonly doorPorts: ReadonlyMap<string, number>
}

/** Opens UnionPay's door, the one with TLS; the others open when somebody is to be tested at them. */
export const openDoors = async ({
  held,
  doorPorts,
  tls,
  ...options
}: DoorsOptions): Promise<Doors & { close(): Promise<void> }> => {
  for (const name of doorPorts.keys())
    if (!held.has(name) || name === unionpay.dialect.name)
      throw new ConfigError(`ISO8583_DOORS: no dialect ${name} with a door of its own`)
  const open = new Map<string, Promise<TestHost>>()
  const ports: Record<string, number> = {}
  const door = (name: string): Promise<TestHost> => {
    const codec = held.get(name)
    if (codec === undefined) throw new Error(`no dialect ${name}`)
    const known = open.get(name)
    if (known !== undefined) return known
    const usual = name === unionpay.dialect.name
    const host = startTestHost({
      ...{ ...options, codec, others: [...held.values()].filter((other) => other !== codec) },
      ...(usual ? tls && { tls } : { port: doorPorts.get(name) ?? 0 }),
    })
    open.set(name, host)
    host.then(
      ({ port }) => {
        ports[name] = port
      },
      // Whatever holds the port may be gone the next time.
      () => open.delete(name),
    )
    return host
  }
  await door(unionpay.dialect.name)
  return {
    held,
    portOf: async (name) => (await door(name)).port,
    ports: () => ports,
    close: async () => void (await Promise.all([...open.values()].map(async (host) => (await host).close()))),
  }
}
