import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freshDatabase } from '../../apps/server/test/database.ts'
import { cast, modelDemo } from '../../scripts/demo/cast.ts'
import { signIn } from '../../scripts/demo/person.ts'

const cli = join(import.meta.dirname, '../../apps/cli/fangxin.mjs')

/** The whole command as a process of its own with its log turned all the way up, and everything it ever printed. */
export const openServedHouse = async () => {
  const database = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'fangxin-served-'))
  const env = {
    ...process.env,
    ...{ PORT: '0', ISO8583_PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url },
    ...{ FANGXIN_DEMO: '1', LOG_LEVEL: 'trace' },
  }
  const child = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: string) => {
      printed += text
      const ready = /^fangxin ready (\S+)$/m.exec(printed)?.[1]
      if (ready !== undefined) resolve(ready)
    }
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear)
    child.once('exit', (code) => reject(new Error(`ended with ${code}\n${printed}`)))
  })
  const owner = new pg.Client(database.connection)
  await owner.connect()
  const caller = (phone: string) => signIn(url, phone)
  return {
    url,
    printed: () => printed,
    caller,
    async sql<Row extends object>(text: string, values: readonly unknown[] = []) {
      return (await owner.query<Row>(text, [...values])).rows
    },
    /** The people of the demo and a terminal fresh in stock, as the story's helpers take them. */
    async cast() {
      const [first, second] = [await caller(cast.reviewers[0].phone), await caller(cast.reviewers[1].phone)]
      const desk = await caller(cast.providers[0].desk.phone)
      const { items: colleagues } = await desk.call('people.colleagues', {})
      const { items: directory } = await first.call('providers.directory', {})
      const providerId = directory.find(({ name }) => name === cast.providers[0].name)?.providerId ?? ''
      const technicianIds = cast.providers[0].technicians.map(
        ({ name }) => colleagues.find((each) => each.name === name)?.personId ?? '',
      )
      const terminal = { serialNo: 'DEMO0104A1000801', sealNo: 'SEAL-IN-801' }
      const { deviceIds } = await first.call('devices.register', {
        modelCode: modelDemo.modelCode,
        orderNo: 'DEMO-ORDER-1',
        channel: 'maker-portal',
        serials: [terminal],
      })
      const [deviceId = ''] = deviceIds
      await first.call('devices.receive', {
        deviceId,
        readSerial: terminal.serialNo,
        readSeal: terminal.sealNo,
        sealIntact: true,
        weightGrams: 520,
      })
      const people = { first, second, providers: [{ providerId, desk, technicianIds }] }
      return { people, terminal: { deviceId, ...terminal } }
    },
    async close() {
      await owner.end()
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('close', resolve))
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type ServedHouse = Awaited<ReturnType<typeof openServedHouse>>
