import { addDays, chinaDay } from '#ground/calendar.ts'
import type { Running } from '../apps/server/src/main.ts'
import type { House } from '../apps/server/src/house/house.ts'
import { performAsHouse } from '../apps/server/src/house/corridor.ts'
import { db } from '../apps/server/src/house/tables.ts'
import { ensureOperator } from '../apps/server/src/people/operator.ts'
import {
  baitTerms,
  cast,
  honestTerms,
  modelDemo,
  needsDemo,
  sealedDemo,
  service,
  shopDemo,
  simTerms,
} from './demo/cast.ts'
import { enrol, prove, takeKey } from '../apps/cli/terminal-identity.ts'
import {
  agree,
  apply,
  approve,
  type Crew,
  demoPicture,
  install,
  reportBindings,
  survey,
  testFunctions,
  train,
} from './demo/journey.ts'
import { type Person, signIn as enter } from './demo/person.ts'
import { noticeChange, talkItOver } from './demo/talk.ts'
import { beat, campaign, update } from './demo/terminal.ts'

type Say = (line: string) => void
type SignIn = (phone: string) => Promise<Person>

/** Organisations and their people, each entered by whoever may. */
export const settle = async (signIn: SignIn) => {
  const operator = await signIn(cast.operator.phone)
  const register = async (organisation: Parameters<typeof operator.call<'organisations.register'>>[1]) =>
    (await operator.call('organisations.register', organisation)).organisationId
  const acquirerId = await register({ kind: 'acquirer', ...cast.acquirer })
  for (const person of cast.reviewers)
    await operator.call('people.invite', { ...person, principal: 'reviewer', organisationId: acquirerId })
  const regulatorId = await register({ kind: 'regulator', name: cast.regulator.name })
  await operator.call('people.invite', {
    ...cast.regulator.person,
    principal: 'regulator',
    organisationId: regulatorId,
  })

  const [first, second] = [await signIn(cast.reviewers[0].phone), await signIn(cast.reviewers[1].phone)]
  const providers = []
  for (const { name, uscc, filingNo, regionCodes, evaluations, about, desk, technicians } of cast.providers) {
    const providerId = await register({ kind: 'provider', name, uscc })
    await operator.call('people.invite', { ...desk, principal: 'provider', organisationId: providerId })
    await first.call('providers.publish', {
      providerId,
      filingNo,
      filingStatus: 'effective',
      filingValidUntil: '2028-12-31T16:00:00Z',
      services: ['merchant-service', 'referral'],
      regionCodes: [...regionCodes],
      evaluations: [...evaluations],
      hotline: '400-000-0001',
      about,
    })
    const person = await signIn(desk.phone)
    const technicianIds: string[] = []
    for (const technician of technicians)
      technicianIds.push(
        (await person.call('people.invite', { ...technician, principal: 'technician' })).personId,
      )
    providers.push({ providerId, desk: person, technicianIds })
  }
  return { first, second, providers }
}

const makeOffer = (desk: Person, caseId: string, terms: typeof honestTerms, began: string) =>
  desk.call('offers.make', {
    caseId,
    modelCode: modelDemo.modelCode,
    terminalKind: 'smart-pos',
    terms: { ...terms, rows: [...terms.rows] },
    serviceLevel: service,
    validUntil: new Date(Date.parse(began) + 14 * 86_400_000).toISOString(),
  })

/** Whether the story was told to its end: its last act names the last shop. */
const toldToItsEnd = (house: House): Promise<boolean> =>
  performAsHouse(house, 'demo-boot', async (errand) => {
    const rows = await errand.run(db.selectFrom('organisations').select(['name', 'kind']))
    const ours = rows.some(({ name }) => name === cast.acquirer.name)
    const licensed = rows.some(({ kind }) => kind !== 'platform' && kind !== 'merchant')
    // The demo lets anybody in as anybody: never into a house that real organisations use.
    if (licensed && !ours)
      throw new Error(
        'this database belongs to a house of its own, and the demo would open it to anybody; start with FANGXIN_DEMO=0',
      )
    await ensureOperator(errand, cast.operator.phone)
    return rows.some(({ name }) => name === cast.merchants.draft.shopName)
  })

/**
 * When the story's first and its latest command were stamped, by whichever telling; null before the first. The story
 * reckons from these: a column's default would be the database's clock, and not the day the story is told on.
 */
const stamped = (house: House): Promise<{ first: string | null; last: string | null }> =>
  performAsHouse(house, 'demo-clock', async (errand) => {
    const [row] = await errand.run(
      db
        .selectFrom('idempotency')
        .select(({ fn }) => [fn.min('created_at').as('first'), fn.max('created_at').as('last')]),
    )
    return { first: row?.first ?? null, last: row?.last ?? null }
  })

/** The last day of a season that ends two months after the story began, in China. */
const seasonEnd = (began: string): string => addDays(chinaDay(began), 60)

/** The first shops opened yesterday, a ring of new firmware ago: a campaign's soaking time lies between. */
const YESTERDAY_MS = 26 * 3_600_000

/**
 * Runs one part of the story on the clock of an earlier day; whatever comes of it, the house's own clock goes on after.
 * A telling that was cut off goes on from its latest command, however long ago that is: its visits are still today.
 */
const yesterday = async <T>(house: House, part: () => Promise<T>): Promise<T> => {
  const { now } = house
  const { last } = await stamped(house)
  const start = now().getTime()
  const from = Math.min(start - YESTERDAY_MS, last === null ? start : Date.parse(last))
  house.now = () => new Date(now().getTime() - start + from)
  try {
    return await part()
  } finally {
    house.now = now
  }
}

type Stage = { readonly house: House; readonly url: string; readonly signIn: SignIn; readonly began: string }
type Settled = Awaited<ReturnType<typeof settle>>
type Serial = { readonly serialNo: string; readonly sealNo: string; readonly deviceId: string }

/** Which shop, who brings its terminal, and what is said before and after the agreement. */
type Opening = {
  readonly shop: typeof cast.merchants.live | typeof cast.merchants.troubled
  readonly ownerName: string
  readonly provider: 0 | 1
  readonly serial: Serial | undefined
  readonly talk?: (caseId: string, agreementId: string, crew: Crew) => Promise<void>
}

/** One shop from its application to a terminal that is bound, tested over TCP and understood. */
const openShop = async (
  { house, url, signIn, began }: Stage,
  { first, second, providers }: Settled,
  { shop, ownerName, provider, serial, talk }: Opening,
) => {
  if (!serial) throw new Error('the story buys seven terminals')
  const { serialNo, sealNo, deviceId } = serial
  const { desk, providerId, technicianIds } = providers[provider] as Settled['providers'][number]
  const merchant = await signIn(shop.phone)
  const caseId = await apply(merchant, shopDemo(shop), sealedDemo(ownerName, shop.phone))
  await merchant.call('applications.submit', { caseId })
  await approve(caseId, first, second)
  await merchant.call('needs.record', { caseId, needs: needsDemo })
  await merchant.call('offers.request', { caseId, providerIds: [providerId] })
  const { offerId } = await makeOffer(desk, caseId, honestTerms, began)
  await merchant.call('offers.choose', { caseId, offerId })
  const technician = await signIn(cast.providers[provider].technicians[0].phone)
  const crew = { merchant, desk, technician, technicianId: technicianIds[0] ?? '', reviewer: first, began }
  await survey(caseId, crew)
  await agree(url, caseId, { merchant, desk, reviewer: second }, async (agreementId) =>
    talk?.(caseId, agreementId, crew),
  )
  await install(caseId, deviceId, { serialNo, arrival: sealNo, journey: sealNo.replace('IN', 'OUT') }, crew)
  // It has an identity of its own before it is tested, so the card says that it was this very terminal.
  const leave = await first.call('identities.open-enrolment', { deviceId, variant: 'sm4' })
  const kept = await enrol(url, serialNo, leave.code)
  await testFunctions(caseId, technician, () => prove(url, kept, null, house.now().toISOString()))
  await train(caseId, merchant)
  return { caseId, deviceId, kept, merchant }
}

/** It takes money from now on, and takes its own working key. */
const goLive = async (
  { house, url }: Stage,
  { first }: Settled,
  { caseId, deviceId, kept, merchant }: Awaited<ReturnType<typeof openShop>>,
) => {
  await merchant.call('go-live.confirm', { caseId, extraFeeAsked: false, satisfied: true })
  await first.call('go-live.activate', { caseId })
  const work = await takeKey(url, kept, house.now().toISOString())
  // The shop is shut all day for this one update, then keeps its own hours.
  await merchant.call('fleet.set-quiet-hours', { deviceId, from: '00:00', until: '00:00' })
  return { caseId, deviceId, work }
}

/** Everything up to two live terminals, one of them with new firmware; null when the story was told before. */
const openFirstShops = async (house: House, url: string, signIn: SignIn, say: Say) => {
  if (await toldToItsEnd(house)) return null
  say('telling the demo story (once)')
  const settled = await settle(signIn)
  const { first, second, providers } = settled
  const { first: began } = await stamped(house)
  if (began === null) throw new Error('a story that has begun has a first command')

  await first.call('capture.rotate-key', { immediately: false })
  await first.call('devices.register-model', modelDemo)
  for (const { kind, number } of modelDemo.certificates.slice(0, 2))
    await first.call('catalogue.attach-document', {
      ...{ modelCode: modelDemo.modelCode, kind, number },
      ...{ fileName: `${kind}.jpg`, mediaType: 'image/jpeg', content: await demoPicture(number) },
    })
  const serials = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    serialNo: `DEMO0104A1${String(n).padStart(6, '0')}`,
    sealNo: `SEAL-IN-${n}`,
  }))
  const { deviceIds } = await first.call('devices.register', {
    modelCode: modelDemo.modelCode,
    orderNo: 'DEMO-ORDER-1',
    channel: 'maker-portal',
    serials,
  })
  const bought = serials.map((each, n): Serial => ({ ...each, deviceId: deviceIds[n] ?? '' }))

  say('two shops that have gone live, with their terminals tested over TCP')
  const { live, troubled } = cast.merchants
  const stage = { house, url, signIn, began }
  // Side by side: much of a bad day's test is waiting for answers that never come.
  const [one, other] = await Promise.all([
    openShop(stage, settled, {
      ...{ shop: live, ownerName: '演示甲', provider: 0, serial: bought[0], talk: talkItOver },
    }),
    openShop(stage, settled, { shop: troubled, ownerName: '演示丁', provider: 1, serial: bought[6] }),
  ])
  await reportBindings(first)
  const laozao = await goLive(stage, settled, one)
  const noodles = await goLive(stage, settled, other)
  await noticeChange(laozao.caseId, second, began)
  const campaignId = await campaign([first, second], began)
  await update(url, laozao.work)
  await update(url, noodles.work)
  const providerIds = providers.map(({ providerId }) => providerId)
  return { began, laozao, noodles, campaignId, providerIds }
}

/**
 * The demo story: one acquirer, three providers, technicians, a regulator, and five merchants at different steps,
 * told by people who use the public interface. A telling that was cut off is continued: every command has its own key.
 */
export const loadDemo = async ({ house, url }: Running, say: Say): Promise<void> => {
  const signIn: SignIn = (phone) => enter(url, phone, `demo.${phone}`)
  const opened = await yesterday(house, () => openFirstShops(house, url, signIn, say))
  if (opened === null) return
  const { began, laozao, noodles, campaignId, providerIds } = opened
  const { live, troubled, offers, review, draft } = cast.merchants
  // Nobody stays signed in overnight.
  const [first, second] = [await signIn(cast.reviewers[0].phone), await signIn(cast.reviewers[1].phone)]
  const desks = []
  for (const { desk } of cast.providers) desks.push(await signIn(desk.phone))
  const [anxin, chengdong, kuaizhuang] = desks
  if (!anxin || !chengdong || !kuaizhuang) throw new Error('the cast has three providers')
  const [owner, cook] = [await signIn(live.phone), await signIn(troubled.phone)]

  say('the next morning: the second ring, one terminal put away for the season and one in trouble')
  await first.call('firmware.open-next-ring', { campaignId })
  // Whichever of them the first ring was not for.
  await update(url, laozao.work)
  await update(url, noodles.work)
  const night = { from: '23:00', until: '06:00' }
  await owner.call('fleet.set-quiet-hours', { deviceId: laozao.deviceId, ...night })
  await cook.call('fleet.set-quiet-hours', { deviceId: noodles.deviceId, ...night })
  await beat(url, laozao.work, 'well')
  await beat(url, noodles.work, 'troubled')
  await owner.call('fleet.begin-standby', {
    ...{ deviceId: laozao.deviceId, reason: 'season', until: seasonEnd(began) },
  })
  await owner.call('tickets.open', {
    caseId: laozao.caseId,
    category: 'network-fault',
    businessStopped: false,
    subject: '晚高峰偶尔断网（演示）',
    description: '晚上七点左右刷卡时提示网络超时，重试可以成功。（演示数据）',
  })

  say('a shop comparing three offers')
  const qinghe = await signIn(offers.phone)
  const offersCase = await apply(
    qinghe,
    { ...shopDemo(offers), businessKind: 'retail' },
    sealedDemo('演示乙', offers.phone),
  )
  await qinghe.call('applications.submit', { caseId: offersCase })
  await approve(offersCase, second, first)
  await qinghe.call('needs.record', { caseId: offersCase, needs: needsDemo })
  await qinghe.call('offers.request', {
    caseId: offersCase,
    providerIds,
  })
  await makeOffer(anxin, offersCase, honestTerms, began)
  await makeOffer(chengdong, offersCase, simTerms, began)
  await makeOffer(kuaizhuang, offersCase, baitTerms, began)

  say('a shop under review, and one still filling in its form')
  const yunjian = await signIn(review.phone)
  const reviewCase = await apply(
    yunjian,
    { ...shopDemo(review), businessKind: 'hotel' },
    sealedDemo('演示丙', review.phone),
  )
  await yunjian.call('applications.submit', { caseId: reviewCase })
  const jianbing = await signIn(draft.phone)
  const { caseId } = await jianbing.call('cases.open', {})
  await jianbing.call('applications.save-draft', {
    caseId,
    shop: { merchantType: 'micro', shopName: draft.shopName, businessKind: 'snack' },
  })
}
