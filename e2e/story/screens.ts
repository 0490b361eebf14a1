import { decide, evolve, type Outage } from '#fleet/outage.ts'
import { isRefusal } from '#ground/refusal.ts'
import { cast } from '../../scripts/demo/cast.ts'
import type { ToldHouse } from '../../apps/server/test/told-house.ts'
import type { Person } from './person.ts'

/** One screen of the demo story, and the heading that says it is there. */
export type ToldScreen = {
  readonly path: string
  readonly about: string
  /** What is pressed before one looks: a tab, a dialog, a second step. */
  readonly steps?: readonly Step[]
}

type Step = { readonly role: 'button' | 'tab'; readonly zh: string; readonly en: string }

export const button = (zh: string, en: string): Step => ({ role: 'button', zh, en })
export const tab = (zh: string, en: string): Step => ({ role: 'tab', zh, en })

export type Visitor = {
  readonly phone: string | null
  readonly screen: 'phone' | 'desk'
  readonly shows: readonly ToldScreen[]
}

/** The main screens, by the person of the told story who sees them. */
export const mainScreens = async (house: ToldHouse): Promise<readonly Visitor[]> => {
  const caseOf = async (phone: string) => {
    const { body } = await house.ask('cases.list', { limit: 1 }, { cookie: await house.enter(phone) })
    return (body as { items: { caseId: string }[] }).items[0]?.caseId ?? ''
  }
  const { live, offers, review, draft } = cast.merchants
  const [anxin] = cast.providers
  const [technician] = anxin.technicians
  const [liveCase, offersCase, reviewCase, draftCase] = await Promise.all(
    [live, offers, review, draft].map(({ phone }) => caseOf(phone)),
  )
  const { body: day } = await house.ask('visits.day', {}, { cookie: await house.enter(technician.phone) })
  const { items: dayVisits } = day as { items: { visit: { visitId: string; kind: string } }[] }
  const [visit] = dayVisits
  const install = dayVisits.find((each) => each.visit.kind === 'install')
  const device = await house.liveTerminal()
  const merchant = (caseId: string | undefined, part: string, about: string) => ({
    path: `/merchant/case/${caseId}${part}`,
    about,
  })
  return [
    {
      phone: null,
      screen: 'desk',
      shows: [
        { path: '/', about: 'start' },
        { path: '/sign-in', about: 'sign-in' },
        { path: '/cost', about: 'true cost' },
      ],
    },
    {
      phone: live.phone,
      screen: 'phone',
      shows: [
        merchant(liveCase, '', 'merchant’s case'),
        merchant(liveCase, '/agreement', 'agreement'),
        merchant(liveCase, '/looks', 'who saw my data'),
        merchant(liveCase, '/device', 'merchant’s terminal'),
        { path: '/account', about: 'account' },
        { path: '/merchant/my-data', about: 'my data' },
      ],
    },
    { phone: offers.phone, screen: 'phone', shows: [merchant(offersCase, '/offers', 'offers')] },
    { phone: draft.phone, screen: 'phone', shows: [merchant(draftCase, '/application', 'application')] },
    {
      phone: technician.phone,
      screen: 'phone',
      shows: [
        { path: '/technician', about: 'technician’s day' },
        { path: '/hand-over', about: 'enrolling a phone' },
        { path: `/technician/visits/${liveCase}/${visit?.visit.visitId}`, about: 'visit' },
        {
          path: `/technician/visits/${liveCase}/${install?.visit.visitId}/place`,
          about: 'where a terminal stands',
        },
        { path: '/technician/terminals', about: 'technician’s terminals' },
      ],
    },
    {
      phone: anxin.desk.phone,
      screen: 'desk',
      shows: [
        { path: '/provider', about: 'provider’s requests' },
        { path: `/provider/cases/${offersCase}`, about: 'provider’s case' },
      ],
    },
    {
      phone: cast.reviewers[0].phone,
      screen: 'desk',
      shows: [
        { path: '/reviewer', about: 'reviewer’s queue' },
        { path: '/reviewer/custody', about: 'custody' },
        { path: '/reviewer/models', about: 'catalogue' },
        { path: '/reviewer/devices', about: 'terminals' },
        { path: `/reviewer/devices/${device.deviceId}`, about: 'one terminal' },
        { path: '/reviewer/registry', about: 'reports to the registry' },
        { path: '/reviewer/displacements', about: 'terminals away from their place' },
        { path: '/reviewer/terminal-reports', about: 'reports of terminals' },
        { path: `/reviewer/cases/${reviewCase}`, about: 'reviewer’s case' },
        { path: `/reviewer/cases/${liveCase}?part=looks`, about: 'grants and looks' },
      ],
    },
    {
      phone: cast.regulator.person.phone,
      screen: 'desk',
      shows: [
        { path: '/regulator', about: 'regulator’s overview' },
        { path: `/regulator/looks?case=${liveCase}`, about: 'looks' },
      ],
    },
  ]
}

/** The desk's screens of terminals at work and what is sent to them. */
/** What ten terminals falling silent would leave behind, with the story's one terminal among them. */
const failTheCarrier = async (house: ToldHouse, deviceId: string): Promise<void> => {
  const [device] = await house.sql<{ acquirer_id: string }>(
    'select acquirer_id from devices where device_id = $1',
    [deviceId],
  )
  const acquirerId = device?.acquirer_id ?? ''
  const at = new Date().toISOString()
  const outageId = `out_${'0'.repeat(32)}`
  const place = { carrier: 'china-mobile', district: '110105' }
  const facts = decide(
    null,
    { type: 'open', outageId, acquirerId, ...place, members: [{ deviceId, silentSince: at }] },
    { at, personId: 'house', organisationId: 'house', principal: 'house' },
  )
  if (isRefusal(facts)) throw new Error(facts.rule)
  await house.sql(
    `insert into outages (outage_id, acquirer_id, carrier, district, opened_at, version, state)
       values ($1, $2, $3, $4, $5, 1, $6) on conflict do nothing`,
    [
      outageId,
      acquirerId,
      place.carrier,
      place.district,
      at,
      JSON.stringify(facts.reduce<Outage | null>(evolve, null)),
    ],
  )
  await house.sql(
    `insert into outage_members (outage_id, device_id, acquirer_id, merchant_id, provider_id, carrier, district, opened_at,
         silent_since)
       select $1, device_id, acquirer_id, merchant_id, provider_id, $2, $3, $4::timestamptz, $4::timestamptz from devices
         where device_id = $5 on conflict do nothing`,
    [outageId, place.carrier, place.district, at, deviceId],
  )
}

export const fleetScreens = async (house: ToldHouse): Promise<readonly Visitor[]> => {
  const { phone } = cast.reviewers[0]
  const desk = { cookie: await house.enter(phone) }
  const campaigns = await house.ask('firmware.campaigns', {}, desk)
  const [campaign] = (campaigns.body as { items: { campaignId: string }[] }).items
  const { deviceId } = await house.liveTerminal()
  await failTheCarrier(house, deviceId)
  return [
    {
      phone,
      screen: 'desk',
      shows: [
        { path: '/reviewer/models', about: 'models and their firmware' },
        { path: `/reviewer/devices/${deviceId}`, about: 'a device and its firmware' },
        { path: '/reviewer/team', about: 'colleagues and their phones' },
        { path: '/reviewer/dialects', about: 'dialects of the terminals' },
        { path: '/reviewer/fleet', about: 'terminals at work' },
        { path: `/reviewer/fleet/${deviceId}`, about: 'one terminal’s record' },
        { path: '/reviewer/incidents', about: 'incidents' },
        { path: '/reviewer/firmware', about: 'firmware' },
        { path: `/reviewer/firmware/${campaign?.campaignId}`, about: 'a campaign' },
      ],
    },
    {
      phone: cast.regulator.person.phone,
      screen: 'desk',
      shows: [
        { path: '/regulator/fleet', about: 'terminals at work, as the regulator sees them' },
        { path: '/regulator/incidents', about: 'incidents, as the regulator sees them' },
        { path: '/regulator/firmware', about: 'campaigns, as the regulator sees them' },
        {
          path: `/regulator/firmware/${campaign?.campaignId}`,
          about: 'a campaign, as the regulator sees it',
        },
      ],
    },
    {
      phone: cast.providers[0].desk.phone,
      screen: 'desk',
      shows: [
        { path: '/provider', about: 'shops in an outage, as their provider sees them' },
        { path: `/provider/devices/${deviceId}`, about: 'a device, as its provider sees it' },
        { path: '/provider/team', about: 'technicians and their phones' },
      ],
    },
    {
      phone: cast.merchants.live.phone,
      screen: 'phone',
      shows: [{ path: '/merchant', about: 'a merchant’s cases while the carrier is out' }],
    },
  ]
}

/** The live terminal away from its place: it stops, and everybody's screens say so. */
export const stray = async (house: ToldHouse): Promise<void> => {
  const { deviceId, serialNo } = await house.liveTerminal()
  await house.ask(
    'devices.record-fix',
    {
      ...{ deviceId, readSerial: serialNo, measuredAt: new Date().toISOString() },
      ...{ latitudeE6: 39_981_500, longitudeE6: 116_443_100, accuracyMetres: 20 },
    },
    { cookie: await house.enter(cast.providers[0].technicians[0].phone) },
  )
}

/** What people see of a terminal they are to trust: its label's page, its card, and the dialogs in which they decide. */
export const trustScreens = async (house: ToldHouse): Promise<readonly Visitor[]> => {
  const desk = { cookie: await house.enter(cast.reviewers[0].phone) }
  const { deviceId, caseId } = await house.liveTerminal()
  const { body } = await house.ask('terminals.print-label', { deviceId, anew: false }, desk)
  const label = new URL((body as { url: string }).url).pathname
  const shop = `/merchant/case/${caseId}`
  await stray(house)
  await house.settled()
  return [
    {
      phone: null,
      screen: 'phone',
      shows: [
        { path: label, about: 'label’s page' },
        { path: label, about: 'a fault', steps: [button('报故障', 'Report a fault')] },
        { path: label, about: 'a move', steps: [button('报移机', 'Report a move')] },
        { path: label, about: 'a suspicion', steps: [button('报可疑', 'Report a suspicion')] },
        { path: '/t/L2B-nobodysLabelAtAll00', about: 'a label nobody printed' },
      ],
    },
    {
      phone: cast.merchants.live.phone,
      screen: 'phone',
      shows: [
        { path: shop, about: 'case of a suspended terminal' },
        { path: `${shop}/device`, about: 'suspended terminal and appeal' },
        { path: `${shop}/function-test`, about: 'result card' },
      ],
    },
    {
      phone: cast.reviewers[0].phone,
      screen: 'desk',
      shows: [
        { path: `/reviewer/cases/${caseId}?part=install`, about: 'installation and full trace' },
        {
          path: `/reviewer/devices/${deviceId}`,
          about: 'printing a label',
          steps: [button('打印标签', 'Print its label')],
        },
        {
          path: `/reviewer/devices/${deviceId}`,
          about: 'enrolling a terminal',
          steps: [button('签发登记码', 'Give an enrolment code')],
        },
        { path: '/reviewer/displacements', about: 'a terminal away from its place' },
      ],
    },
  ]
}

/** Signed in as this person of the story. */
export const become = async (me: Person, house: ToldHouse, phone: string): Promise<void> => {
  const [name = '', value = ''] = (await house.enter(phone)).split('=')
  await me.page.context().addCookies([{ name, value, url: house.house.origin }])
}

/** Opens a screen and waits until it has its heading and nothing is loading any more. */
export const show = async (me: Person, path: string): Promise<void> => {
  await me.open(path)
  await me.page.getByRole('heading', { level: 1 }).first().waitFor()
  await me.page.waitForLoadState('networkidle')
  await me.page.getByRole('status').filter({ hasText: '正在载入' }).first().waitFor({ state: 'hidden' })
}
