import { createHash } from 'node:crypto'
import { calls } from '#api/calls.ts'
import { may } from '#access/may.ts'
import type { Principal } from '#ground/stamp.ts'
import { requiredDocuments } from '#provision/document-matrix.ts'
import { consentPurposes, notices } from '#vault/consent.ts'
import { sample } from '../../apps/server/test/sample.ts'
import { settle } from '../demo.ts'
import { cast, honestTerms, modelDemo, needsDemo, service, shopDemo } from '../demo/cast.ts'
import { signIn } from '../demo/person.ts'
import { type Flock, sealedOf } from './seed.ts'
import { talkAround } from './talk.ts'
import { type Caller, callerFor, type Told } from './told.ts'

export type Stage = Awaited<ReturnType<typeof setStage>>

/** Acquirer, providers, technicians, supervision; and who belongs to none of it. Every answer they get is kept. */
export const setStage = async (url: string, told: Told[]) => {
  const { providers } = await settle((phone) => signIn(url, phone))
  const enter = async (principal: Principal, phone: string, outside = false): Promise<Caller> => {
    const answer = await fetch(`${url}/api/demo.enter`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone }),
    })
    if (!answer.ok) await signIn(url, phone)
    const cookie = answer.ok ? answer.headers.get('set-cookie') : null
    if (cookie === null && principal === 'merchant') return enter(principal, phone, outside)
    if (cookie === null) throw new Error(`nobody has ${phone}`)
    return callerFor(url, principal, cookie.split(';')[0] ?? '', told, outside)
  }
  const [anxin, chengdong] = providers
  if (!anxin || !chengdong) throw new Error('no provider')
  const first = await enter('reviewer', cast.reviewers[0].phone)
  await first.call('devices.register-model', modelDemo)
  return {
    url,
    enter,
    providerId: anxin.providerId,
    rivalId: chengdong.providerId,
    technicianId: anxin.technicianIds[0] ?? '',
    began: new Date().toISOString(),
    first,
    second: await enter('reviewer', cast.reviewers[1].phone),
    desk: await enter('provider', cast.providers[0].desk.phone),
    rival: await enter('provider', cast.providers[1].desk.phone, true),
    technician: await enter('technician', cast.providers[0].technicians[0].phone),
    regulator: await enter('regulator', cast.regulator.person.phone),
    operator: await enter('operator', cast.operator.phone),
    stranger: callerFor(url, 'anonymous', '', told),
  }
}

/** A picture whose camera wrote a canary into it. */
const paperWith = async (words: string): Promise<string> => {
  const { default: sharp } = await import('sharp')
  const picture = sharp({ create: { width: 640, height: 480, channels: 3, background: '#f5f5f5' } })
  const tagged = picture.jpeg().withExif({ IFD0: { ImageDescription: words, Artist: words } })
  return (await tagged.toBuffer()).toString('base64')
}

const newPair = async ({ first, enter }: Stage, birds: Flock) => {
  const reviewer = async () => {
    const phone = birds.take('persons.phone')
    await first.call('people.invite', { phone, name: '审核员（演示）', principal: 'reviewer' })
    return enter('reviewer', phone)
  }
  return { first: await reviewer(), second: await reviewer() }
}

/** Opens a case and fills in the form; `sealed` over HTTP, unless a browser does that. */
const fillIn = async (merchant: Caller, birds: Flock, n: number, typed = false): Promise<string> => {
  const { caseId } = await merchant.call('cases.open', {})
  const uscc = cast.merchants.live.uscc
  const shop = shopDemo({
    shopName: `金丝雀 ${n} 号店（演示）`,
    registeredName: `金丝雀 ${n} 号店（演示）`,
    uscc,
  })
  await merchant.call('applications.save-draft', { caseId, shop })
  if (!typed) await merchant.call('applications.save-draft', { caseId, sealed: sealedOf(birds) })
  return caseId
}

const handIn = async (merchant: Caller, birds: Flock, caseId: string, paper: string): Promise<void> => {
  for (const [n, kind] of requiredDocuments('individual', {
    fixedPremises: true,
    settlementKind: 'personal',
    businessKind: 'restaurant',
  }).entries())
    await merchant.call('applications.attach-document', {
      caseId,
      kind,
      fileName: `${kind}.jpg`,
      mediaType: 'image/jpeg',
      content: n === 0 ? await paperWith(birds.take('documents.content')) : paper,
    })
  for (const purpose of consentPurposes)
    if (notices[purpose].needed)
      await merchant.call('vault.consent', { purpose, version: notices[purpose].version })
  await merchant.call('applications.submit', { caseId })
}

/** Handed in, examined by two, a technician finds the door, the survey is noted, a ticket opened, the agreement talked over. */
const examined = async (
  stage: Stage,
  merchant: Caller,
  birds: Flock,
  caseId: string,
  phone: string,
): Promise<void> => {
  const { url, first, second, desk, technician, technicianId, providerId, rivalId, began } = stage
  await first.call('reviews.claim', { caseId })
  await first.call('reviews.reveal-dossier', { caseId, purpose: birds.take('vault_values.reveal-purpose') })
  await first.try('applications.document', { caseId, kind: 'id-front' })
  await first.call('reviews.recommend-approval', { caseId, mccCode: '5812', riskLevel: 'low' })
  await second.call('vault.grants', { caseId })
  await second.call('reviews.reveal-dossier', { caseId, purpose: birds.take('vault_values.reveal-purpose') })
  await second.call('reviews.approve', { caseId })
  await merchant.call('needs.record', { caseId, needs: needsDemo })
  await merchant.call('offers.request', { caseId, providerIds: [providerId, rivalId] })
  const { offerId } = await desk.call('offers.make', {
    caseId,
    modelCode: modelDemo.modelCode,
    terminalKind: 'smart-pos',
    terms: { ...honestTerms, rows: [...honestTerms.rows] },
    serviceLevel: service,
    validUntil: new Date(Date.parse(began) + 14 * 86_400_000).toISOString(),
  })
  await merchant.call('offers.choose', { caseId, offerId })
  const after = (minutes: number) => new Date(Date.parse(began) + minutes * 60_000).toISOString()
  const { visitId } = await desk.call('visits.propose', {
    ...{ caseId, kind: 'survey', technicianId },
    ...{ startsAt: after(1), endsAt: after(121) },
  })
  await merchant.call('visits.confirm', { caseId, visitId })
  await technician.call('visits.day', {})
  // A technician's day has room for a bounded number of addresses (VAULT-4).
  await technician.try('visits.address', { caseId, visitId })
  const { merchantCode } = await merchant.call('visits.door-check', { caseId, visitId })
  await technician.call('visits.arrive', { caseId, visitId, merchantCode: merchantCode ?? '' })
  await technician.call('surveys.record', {
    ...{ caseId, visitId, signboardMatches: true, operating: true, counterPosition: '收银台右侧（演示）' },
    ...{ powerOutlet: true, earthed: true, network: 'wifi', signalDbm: -83, keypadOutOfCameraView: true },
    ...{ otherTerminals: 0, latitudeE6: 39_921_500, longitudeE6: 116_443_100, accuracyMetres: 18 },
    note: birds.take('vault_values.survey-note'),
  })
  const { ticketId } = await merchant.call('tickets.open', {
    ...{ caseId, category: 'other', businessStopped: false },
    subject: birds.take('tickets.subject'),
    description: birds.take('ticket_messages.text'),
  })
  await desk.call('tickets.answer', { ticketId, text: birds.take('ticket_messages.text') })
  await talkAround(url, { merchant, desk, reviewer: second }, birds, caseId, phone)
}

/** Sent back, appealed, decided by another. */
const appealed = async (stage: Stage, merchant: Caller, birds: Flock, caseId: string): Promise<void> => {
  const { first, second } = stage
  await first.call('reviews.claim', { caseId })
  await first.call('reviews.reveal-dossier', { caseId, purpose: birds.take('vault_values.reveal-purpose') })
  await first.call('reviews.reject', {
    ...{ caseId, code: 'risk-record', field: 'uscc', deadlineDays: 30 },
    remedy: birds.take('vault_values.rejection-remedy'),
  })
  await merchant.call('applications.appeal', {
    caseId,
    statement: birds.take('vault_values.appeal-statement'),
  })
  await second.call('reviews.decide-appeal', {
    caseId,
    upheld: false,
    note: birds.take('vault_values.appeal-decision'),
  })
}

/** Looked at in an emergency, by one with another's word. */
const emergency = async (stage: Stage, birds: Flock, caseId: string): Promise<void> => {
  const { first, second } = stage
  const { grantId } = await first.call('vault.ask-break-glass', {
    ...{ caseId, fields: ['contactPhone', 'premisesAddress'] },
    reason: birds.take('vault_values.reveal-purpose'),
  })
  await second.call('vault.confirm-break-glass', { caseId, grantId })
  await first.call('vault.reveal', {
    ...{ caseId, fields: ['contactPhone'] },
    purpose: birds.take('vault_values.reveal-purpose'),
  })
}

/** What goes wrong on the way: unknown fields, wrong types, broken JSON, keys and queries with a number in them. */
const mistaken = async (merchant: Caller, birds: Flock, caseId: string): Promise<void> => {
  const value = () => birds.take('vault_values.legalPersonIdNo')
  const save = 'applications.save-draft'
  await merchant.try(save, { caseId, sealed: { legalPersonIdNo: [value()] } })
  await merchant.try(save, { caseId, sealed: { passport: value() } })
  await merchant.try(save, { caseId: value() })
  await merchant.try(save, {}, { body: `{"caseId":"${caseId}","sealed":{"legalPersonIdNo":"${value()}"` })
  await merchant.try(save, { caseId, sealed: { legalPersonIdNo: value().repeat(3) } })
  await merchant.try('cases.case', { caseId: value() })
  await merchant.try('cases.list', { after: value(), [`x${caseId}`]: value() })
  await merchant.try(save, { caseId, sealed: { legalPersonIdNo: value() } }, { key: `key-${value()}` })
  await merchant.try('people.verify-code', { phone: birds.take('persons.phone'), code: '000000' })
}

/** Every read there is, by everybody who may make it, about this case. */
const readAll = async (readers: readonly Caller[], ids: Record<string, unknown>): Promise<void> => {
  for (const call of calls) {
    if (call.kind !== 'read') continue
    const input = sample(call.input) as Record<string, unknown>
    for (const name of ['after', 'status', 'limit']) delete input[name]
    for (const [name, id] of Object.entries(ids)) if (name in input) input[name] = id
    if ('kind' in input) input['kind'] = 'id-front'
    for (const reader of readers)
      if (may[call.name].includes(reader.principal)) await reader.try(call.name, input)
  }
}

/** Pushes at least `count` canaries into the house. `type` fills one form in a real browser. */
export const push = async (
  stage: Stage,
  birds: Flock,
  count: number,
  type: (caseId: string, cookie: string) => Promise<void>,
): Promise<{ merchants: number }> => {
  const paper = await paperWith('plain')
  let n = 0
  let pair = { first: stage.first, second: stage.second }
  for (; birds.all.length < count || n < 4; n++) {
    // A person's day has room for a bounded number of looks (VAULT-4): others go on.
    if (n % 8 === 7) pair = await newPair(stage, birds)
    const desks = { ...stage, ...pair }
    const phone = birds.take('persons.phone')
    const merchant = await stage.enter('merchant', phone)
    const caseId = await fillIn(merchant, birds, n, n === 0)
    if (n === 0) await type(caseId, merchant.cookie)
    if (n % 4 === 3) await mistaken(merchant, birds, caseId)
    else {
      await handIn(merchant, birds, caseId, paper)
      if (n % 4 === 0) await examined(desks, merchant, birds, caseId, phone)
      if (n % 4 === 1) await appealed(desks, merchant, birds, caseId)
      if (n % 4 === 2) await emergency(desks, birds, caseId)
    }
    const { items } = await merchant.call('tickets.list', { caseId })
    const { visits } = await merchant.call('cases.case', { caseId })
    const { desk, rival, technician, regulator, operator, first, second, stranger } = desks
    await readAll([merchant, first, second, desk, rival, technician, regulator, operator, stranger], {
      caseId,
      ticketId: items[0]?.ticketId ?? `tic_${'0'.repeat(32)}`,
      visitId: visits[0]?.visitId ?? `vis_${'0'.repeat(32)}`,
    })
  }
  return { merchants: n }
}

/** What was pushed, in one line that another run of the same seed can be held against. */
export const fingerprint = ({ all }: Flock): string =>
  createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16)
