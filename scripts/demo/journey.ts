import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { InputOf } from '#api/calls.ts'
import { drawQuiz } from '#provision/quiz.ts'
import { requiredDocuments } from '#provision/document-matrix.ts'
import { consentPurposes, notices } from '#vault/consent.ts'
import { honestTerms, modelDemo, service } from './cast.ts'
import { recordHandler } from './handler.ts'
import { codeFor, type Person, unlessJustAsked } from './person.ts'

/** Steps of the story. Each goes through the public interface as the person whose turn it is. */

const minutesAfter = (start: string, minutes: number) =>
  new Date(Date.parse(start) + minutes * 60_000).toISOString()

export type Crew = {
  readonly merchant: Person
  readonly desk: Person
  readonly technician: Person
  readonly technicianId: string
  readonly reviewer: Person
  /** When the story began: its visits are booked from here, the same however often it is told. */
  readonly began: string
}

/** A picture that says of itself that it is a demo. */
export const demoPicture = async (title: string): Promise<string> => {
  const { default: sharp } = await import('sharp')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#f5f5f5"/><rect x="20" y="20" width="600" height="360" fill="none" stroke="#595959" stroke-width="3"/><text x="320" y="180" font-size="54" font-family="sans-serif" text-anchor="middle" fill="#595959">DEMO</text><text x="320" y="250" font-size="30" font-family="sans-serif" text-anchor="middle" fill="#595959">${title}</text></svg>`
  return (await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()).toString('base64')
}

/** Each purpose by itself, as the screen asks; the optional one is left alone. */
const consent = async (merchant: Person): Promise<void> => {
  for (const purpose of consentPurposes) {
    const { needed, version } = notices[purpose]
    if (needed) await merchant.call('vault.consent', { purpose, version })
  }
}

export const apply = async (
  merchant: Person,
  shop: NonNullable<InputOf<'applications.save-draft'>['shop']>,
  sealed: NonNullable<InputOf<'applications.save-draft'>['sealed']>,
): Promise<string> => {
  const { caseId } = await merchant.call('cases.open', {})
  await merchant.call('applications.save-draft', { caseId, shop })
  await merchant.call('applications.save-draft', { caseId, sealed })
  for (const kind of requiredDocuments(shop.merchantType ?? 'individual', shop))
    await merchant.call('applications.attach-document', {
      caseId,
      kind,
      fileName: `${kind}.jpg`,
      mediaType: 'image/jpeg',
      content: await demoPicture(kind),
    })
  await consent(merchant)
  return caseId
}

export const approve = async (caseId: string, first: Person, second: Person): Promise<void> => {
  await first.call('reviews.claim', { caseId })
  // Told again after a kill, a look is no longer theirs once the review is decided: looks are not answered from memory.
  if ((await first.call('cases.case', { caseId })).step === 'review')
    await first.call('reviews.reveal-dossier', {
      caseId,
      purpose: '核对证件与结算账户 check papers and account',
    })
  await first.call('reviews.recommend-approval', { caseId, mccCode: '5812', riskLevel: 'low' })
  await second.call('reviews.approve', { caseId })
}

export const arrive = async (
  caseId: string,
  visitId: string,
  merchant: Person,
  technician: Person,
): Promise<void> => {
  await merchant.call('visits.confirm', { caseId, visitId })
  const { visits } = await merchant.call('cases.case', { caseId })
  const status = visits.find((visit) => visit.visitId === visitId)?.status
  // Told again after a kill: who is inside already shows no code at the door.
  if (status === 'arrived' || status === 'done') return
  const { merchantCode } = await merchant.call('visits.door-check', { caseId, visitId })
  await technician.call('visits.arrive', { caseId, visitId, merchantCode: merchantCode ?? '' })
}

export const survey = async (
  caseId: string,
  { merchant, desk, technician, technicianId, began }: Omit<Crew, 'reviewer'>,
): Promise<void> => {
  const { visitId } = await desk.call('visits.propose', {
    caseId,
    kind: 'survey',
    technicianId,
    startsAt: minutesAfter(began, 1),
    endsAt: minutesAfter(began, 61),
  })
  await arrive(caseId, visitId, merchant, technician)
  await technician.call('surveys.record', {
    caseId,
    visitId,
    signboardMatches: true,
    operating: true,
    counterPosition: '收银台右侧，远离灶台',
    powerOutlet: true,
    earthed: true,
    network: 'wifi',
    signalDbm: -83,
    keypadOutOfCameraView: true,
    otherTerminals: 0,
    latitudeE6: 39_921_500,
    longitudeE6: 116_443_100,
    accuracyMetres: 18,
    note: '',
  })
}

/** Accepted, written, talked over (`talk`) and signed by both. */
export const agree = async (
  url: string,
  caseId: string,
  { merchant, desk, reviewer }: { merchant: Person; desk: Person; reviewer: Person },
  talk: (agreementId: string) => Promise<void> = async () => undefined,
): Promise<void> => {
  const { version } = await desk.call('proposals.draft', {
    caseId,
    modelCode: modelDemo.modelCode,
    terminalKind: 'smart-pos',
    quantity: 1,
    position: '收银台右侧',
    dataLine: 'wifi',
    terms: { ...honestTerms, rows: [...honestTerms.rows] },
    serviceLevel: service,
  })
  await merchant.call('proposals.accept', { caseId, version })
  const { agreementId } = await desk.call('agreements.generate', { caseId })
  await talk(agreementId)
  const { agreement } = await merchant.call('cases.case', { caseId })
  const digest = agreement?.digest ?? ''
  if (!agreement?.merchantSignature) {
    await merchant.call('agreements.request-signing-code', { caseId }).catch(unlessJustAsked)
    const code = await codeFor(url, merchant.phone, /签署协议验证码 (\d{6})/)
    await merchant.call('agreements.sign', { caseId, digest, code })
  }
  await reviewer.call('agreements.countersign', { caseId, digest })
}

type Seals = { serialNo: string; arrival: string; journey: string }

/** Received, sent out sealed, carried to the shop and inspected there; the visit it came with. */
export const bringTerminal = async (
  caseId: string,
  deviceId: string,
  seal: Seals,
  { merchant, desk, technician, technicianId, reviewer, began }: Crew,
): Promise<string> => {
  const readSerial = seal.serialNo
  await reviewer.call('devices.receive', { deviceId, readSerial, readSeal: seal.arrival, sealIntact: true })
  await reviewer.call('devices.reserve', { deviceId, caseId })
  const { visitId } = await desk.call('visits.propose', {
    caseId,
    kind: 'install',
    technicianId,
    startsAt: minutesAfter(began, 1),
    endsAt: minutesAfter(began, 121),
  })
  await reviewer.call('devices.hand-over', { deviceId, technicianId, sealNo: seal.journey })
  await technician.call('devices.accept-device', {
    deviceId,
    readSerial,
    readSeal: seal.journey,
    sealIntact: true,
  })
  await arrive(caseId, visitId, merchant, technician)
  await technician.call('devices.inspect-on-site', {
    deviceId,
    visitId,
    readSerial,
    readSeal: seal.journey,
    sealIntact: true,
    caseUndamaged: true,
    firmwareVersion: modelDemo.firmwareVersion,
  })
  return visitId
}

export const install = async (caseId: string, deviceId: string, seal: Seals, crew: Crew): Promise<void> => {
  const { merchant, technician } = crew
  const visitId = await bringTerminal(caseId, deviceId, seal, crew)
  const readSerial = seal.serialNo
  await recordHandler(technician, caseId, visitId)
  await merchant.call('devices.accept', { deviceId })
  await technician.call('devices.bind', {
    deviceId,
    visitId,
    readSerial,
    latitudeE6: 39_921_520,
    longitudeE6: 116_443_080,
    accuracyMetres: 15,
  })
}

/** What is bound is told to the registry before it takes money. Told again after a kill: what was filed is not due. */
export const reportBindings = async (reviewer: Person): Promise<void> => {
  const { items } = await reviewer.call('registry.reports', { status: 'due' })
  if (items.length === 0) return
  const reportIds = items.map(({ reportId }) => reportId)
  await reviewer.call('registry.file', { format: 'terminal-csv-1', reportIds })
}

/** The terminal is a process of its own and talks to the test host over TCP, as in a shop. */
export const testFunctions = async (
  caseId: string,
  technician: Person,
  /** Says with the terminal's own key that it is the one. */
  proveItself: () => Promise<object>,
): Promise<void> => {
  const { run } = await technician.call('function-tests.run', { caseId })
  if (run?.status === 'passed') {
    // Told again: it has enrolled anew meanwhile, and what it proved before speaks for nobody.
    await proveItself()
    return
  }
  const test = await technician.call('function-tests.open', { caseId })
  await proveItself()
  const cli = join(import.meta.dirname, '../../apps/cli/fangxin.mjs')
  // The bad day's answers never come; a patient terminal would only make the story longer.
  const args = [
    '--host',
    test.host,
    '--port',
    String(test.port),
    '--suite',
    'acceptance',
    '--timeout-ms',
    '2000',
  ]
  const identity = [
    '--terminal-no',
    test.terminalNo,
    '--merchant-no',
    test.merchantNo,
    '--tmk',
    test.testMasterKey,
  ]
  await promisify(execFile)(process.execPath, [cli, 'terminal', ...args, ...identity, '--json'], {
    timeout: 60_000,
  })
}

export const train = async (caseId: string, merchant: Person): Promise<void> => {
  const { quizId, questions } = await merchant.call('trainings.start-quiz', {
    caseId,
    trainee: '店员（演示）',
  })
  const answers = questions.map(({ questionId, choices }) => ({
    questionId,
    choice: rightChoice(
      questionId,
      choices.map(({ zh }) => zh),
    ),
  }))
  await merchant.call('trainings.submit-quiz', { caseId, quizId, answers })
}

const key = new Map<string, string>()
for (let seed = 0; seed < 60; seed++)
  for (const { questionId, choices, right } of drawQuiz(seed)) key.set(questionId, choices[right]?.zh ?? '')

/** The trainee of the story has read the lessons. */
export const rightChoice = (questionId: string, choices: readonly string[]): number =>
  Math.max(0, choices.indexOf(key.get(questionId) ?? ''))
