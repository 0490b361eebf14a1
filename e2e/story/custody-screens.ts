import { enrol } from '../../apps/cli/terminal-identity.ts'
import type { ToldHouse } from '../../apps/server/test/told-house.ts'
import { cast } from '../../scripts/demo/cast.ts'
import { button, stray, tab, type Visitor } from './screens.ts'

/** Five boxes of the story's delivery: three received, one of them with its keys and one refused; two still to come. */
const loadKeys = async (house: ToldHouse, first: { cookie: string }) => {
  const boxes = await house.sql<{ device_id: string; serial_no: string; seal_no: string; order_no: string }>(
    `select device_id, serial_no, seal_no, order_no from devices where status = 'purchased' order by serial_no`,
  )
  const received = boxes.slice(0, 3)
  for (const { device_id, serial_no, seal_no } of received)
    await house.ask(
      'devices.receive',
      {
        ...{ deviceId: device_id, readSerial: serial_no, readSeal: seal_no },
        ...{ sealIntact: true, weightGrams: 520 },
      },
      first,
    )
  const serials = received.map(({ serial_no }) => serial_no)
  const { body } = await house.ask('key-runs.open', { serials, variant: 'sm4' }, first)
  const [loaded, refused] = (body as { codes: { serialNo: string; code: string }[] }).codes
  await enrol(house.url, loaded?.serialNo ?? '', loaded?.code ?? '')
  await enrol(house.url, refused?.serialNo ?? '', loaded?.code ?? '').catch(() => undefined)
  const [one] = received
  const next = boxes.at(-1)
  if (!one || !next || !refused) throw new Error('the story buys more terminals than it installs')
  return { inStock: one, toCome: next, refused: refused.serialNo }
}

/** Somebody at the shop reports the live terminal by its label. */
const reportTerminal = async (house: ToldHouse, deviceId: string, first: { cookie: string }) => {
  const { body } = await house.ask('terminals.print-label', { deviceId, anew: false }, first)
  const labelId = new URL((body as { url: string }).url).pathname.split('/').at(-1)
  await house.ask('terminals.report', {
    ...{ labelId, kind: 'suspicion', reason: 'extra-part' },
    attempt: '00000000-0000-4000-8000-000000000001',
  })
}

/** What the desks, their providers and the regulator see of terminals in stock, in storerooms and under suspicion. */
export const custodyScreens = async (house: ToldHouse): Promise<readonly Visitor[]> => {
  const first = { cookie: await house.enter(cast.reviewers[0].phone) }
  const { deviceId } = await house.liveTerminal()
  await stray(house)
  await reportTerminal(house, deviceId, first)
  const { inStock, toCome, refused } = await loadKeys(house, first)
  const { body } = await house.ask('stores.open', { name: '一号库' }, first)
  const { storeId } = body as { storeId: string }
  await house.ask('devices.store', { deviceId: inStock.device_id, storeId }, first)
  await house.settled()
  const custody = '/reviewer/custody'
  const keys = tab('密钥装载', 'Key loading')
  const rooms = tab('库房与盘点', 'Storerooms')
  const deliveries = tab('交货对账', 'Deliveries')
  const room = button('名单与出入 一号库', 'List, in and out 一号库')
  const order = toCome.order_no
  return [
    {
      phone: cast.reviewers[0].phone,
      screen: 'desk',
      shows: [
        { path: custody, about: 'key runs', steps: [keys] },
        { path: custody, about: 'opening a key run', steps: [keys, button('开启批次', 'Open a run')] },
        { path: custody, about: 'storerooms', steps: [rooms] },
        { path: custody, about: 'a storeroom', steps: [rooms, room] },
        {
          path: custody,
          about: 'letting a colleague in',
          steps: [rooms, room, button('准许同事进入', 'Let a colleague in')],
        },
        {
          path: custody,
          about: 'opening a count',
          steps: [rooms, button('开始盘点 一号库', 'Start a count 一号库')],
        },
        {
          path: custody,
          about: 'boxes of a delivery',
          steps: [deliveries, button(`验收到货 ${order}`, `Receive boxes ${order}`)],
        },
        {
          path: `/reviewer/devices/${toCome.device_id}`,
          about: 'receiving one terminal',
          steps: [button('验收入库', 'Receive into stock')],
        },
      ],
    },
    {
      phone: cast.reviewers[1].phone,
      screen: 'desk',
      shows: [
        { path: custody, about: 'a storeroom one may not enter', steps: [rooms, room] },
        {
          path: custody,
          about: 'naming what was not loaded',
          steps: [keys, button(`写明未装载 ${refused}`, `Name not loaded ${refused}`)],
        },
      ],
    },
    {
      phone: cast.providers[0].desk.phone,
      screen: 'desk',
      shows: [
        { path: '/provider/devices', about: 'terminals, as their provider sees them' },
        { path: '/provider/fleet', about: 'terminals at work, as their provider sees them' },
        { path: '/provider/incidents', about: 'incidents, as their provider sees them' },
        { path: '/provider/terminal-reports', about: 'reports of terminals, as their provider sees them' },
      ],
    },
    {
      phone: cast.regulator.person.phone,
      screen: 'desk',
      shows: [
        { path: '/regulator/registry', about: 'reports to the registry, as the regulator sees them' },
        { path: '/regulator/displacements', about: 'displacements, as the regulator sees them' },
        { path: '/regulator/terminal-reports', about: 'reports of terminals, as the regulator sees them' },
        { path: '/regulator/storerooms', about: 'storerooms, as the regulator sees them' },
        { path: `/regulator/storerooms/${storeId}`, about: 'a storeroom, as the regulator sees it' },
        { path: `/regulator/devices/${deviceId}`, about: 'a device, as the regulator sees it' },
      ],
    },
  ]
}
