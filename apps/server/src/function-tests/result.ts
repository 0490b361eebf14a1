import { randomBytes } from 'node:crypto'
import type { DialectName, KeySuite } from '#iso8583/dialect.ts'
import type { Recording } from '#iso8583/recorder.ts'
import type { ShopSuite } from '#iso8583/shop-suite.ts'
import type { Case } from '#provision/case.ts'
import type { TestCard } from '#provision/gate.ts'
import type { Errand } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { Erased, Suspended } from '../house/keyring.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { caseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import type { LogIdentity } from '../log/identity.ts'
import { digestOfTrace, type ResultCard, signCard, type TraceRow, verifyCard } from './card.ts'

/** Who signs for this house: the key of its log, handed in where the house is put together. */
export type SignsAs = (house: House) => LogIdentity

const cardPlace = async (errand: Errand, caseId: string, runId: string) => ({
  datum: 'function_tests.card' as const,
  row: runId,
  ...(await caseOwner(errand, caseId)),
})

/** A run hears this many exchanges (TEST-13), each at most a request and an answer. */
export const MOST_EXCHANGES = 250

export const traceOf = async (errand: Errand, runId: string): Promise<readonly TraceRow[]> =>
  errand.run(
    db
      .selectFrom('function_test_messages')
      .select(['at', 'direction', 'mti', 'lines'])
      .where('run_id', '=', runId)
      .orderBy('message_id')
      .limit(2 * MOST_EXCHANGES),
  )

export type EndedRun = {
  readonly runId: string
  readonly caseId: string
  readonly openedAt: string
  readonly deviceId: string
  readonly serialNo: string
  readonly visitId: string
  readonly technicianId: string
  readonly boundAt: string
  readonly terminalNo: string
  readonly merchantNo: string
  readonly keySuite: KeySuite
  readonly dialect: DialectName | null
  readonly suite: ShopSuite
  readonly suiteDigest: string
  readonly selfProof: NonNullable<ResultCard['terminal']['selfProof']> | null
}

/** Writes, signs and seals the card of a run that has just ended; answers its digest. */
export const issueCard = async (
  errand: Errand,
  signsAs: SignsAs,
  run: EndedRun,
  state: Case,
  recording: Recording,
): Promise<{ readonly sealed: Buffer; readonly digest: string }> => {
  const { runId, caseId, technicianId, suite } = run
  const [device] = await errand.run(
    db.selectFrom('devices').select('model_code').where('device_id', '=', run.deviceId),
  )
  const rows = await traceOf(errand, runId)
  const { shopName, regionCode } = state.application.shop
  const { file, digest } = signCard(
    {
      v: 1,
      ...{ runId, caseId, nonce: randomBytes(16).toString('hex') },
      outcome: recording.outcome === 'passed' ? 'passed' : 'failed',
      ...{ openedAt: run.openedAt, endedAt: errand.stamp.at, boundAt: run.boundAt },
      shop: { name: shopName ?? '', regionCode: regionCode ?? '' },
      acquirer: (await organisationNames(errand, [state.acquirerId])).get(state.acquirerId) ?? '',
      visit: {
        ...{ visitId: run.visitId, technicianId },
        technician: (await namesOf(errand, [technicianId])).get(technicianId) ?? '',
      },
      terminal: {
        ...{ deviceId: run.deviceId, serialNo: run.serialNo, modelCode: device?.model_code ?? '' },
        ...{ terminalNo: run.terminalNo, merchantNo: run.merchantNo, keySuite: run.keySuite },
        ...(run.dialect && { dialect: run.dialect }),
        selfProof: run.selfProof,
      },
      suite: { name: suite.name, version: suite.version, digest: run.suiteDigest, title: suite.words },
      startedOver: recording.startedOver,
      trace: { messages: rows.length, sha256: digestOfTrace(rows) },
      steps: suite.steps.flatMap(({ required, words, expects, badDay }, index) => {
        const known = recording.steps[index]
        if (!required || !known) return []
        const { step, state: became, at, failures, slips } = known
        return { step, title: words, expects, badDay, state: became, at, failures, slips }
      }),
    },
    signsAs(errand.house),
  )
  const sealed = await errand.house.keys.seal(await cardPlace(errand, caseId, runId), file)
  return { sealed: Buffer.from(sealed), digest }
}

type Opened = { readonly file: string; readonly digest: string; readonly card: ResultCard }

/** A run's card as it was signed; null when there is none, when it is erased, or when it is not what was recorded. */
export const openCard = async (errand: Errand, caseId: string, runId: string): Promise<Opened | null> => {
  const [row] = await errand.run(
    db
      .selectFrom('function_tests')
      .select(['card_sealed', 'card_digest'])
      .where('run_id', '=', runId)
      .where('case_id', '=', caseId),
  )
  if (!row?.card_sealed || row.card_sealed.length === 0) return null
  try {
    const opened = await errand.house.keys.open(await cardPlace(errand, caseId, runId), row.card_sealed)
    const file = opened.toString()
    const { flaws, card, digest } = verifyCard(file, null)
    return card === null || flaws.length > 0 || digest !== row.card_digest ? null : { file, digest, card }
  } catch (error) {
    if (error instanceof Erased || error instanceof Suspended) return null
    throw error
  }
}

/** TEST-9: what the latest card of a case says today, read again under the house's own key. */
export const testCardOf =
  (signsAs: SignsAs) =>
  async (errand: Errand, caseId: string): Promise<TestCard | null> => {
    const [row] = await errand.asHouse(
      // Asked by every party of the case, also by one that may not open the card itself.
      db
        .selectFrom('function_tests as t')
        .innerJoin('devices as d', 'd.device_id', 't.device_id')
        .select(['t.run_id', 't.card_sealed', 't.card_digest', 'd.serial_no'])
        .where('t.case_id', '=', caseId)
        .where('t.card_digest', 'is not', null)
        .orderBy('t.finished_at', 'desc')
        .limit(1),
    )
    if (!row?.card_sealed || row.card_sealed.length === 0) return null
    let file: string
    try {
      file = (
        await errand.house.keys.open(await cardPlace(errand, caseId, row.run_id), row.card_sealed)
      ).toString()
    } catch (error) {
      if (error instanceof Erased || error instanceof Suspended) return null
      throw error
    }
    const { flaws, card, digest } = verifyCard(file, [signsAs(errand.house).key])
    if (card === null || flaws.length > 0 || digest !== row.card_digest) return null
    return {
      ...{ runId: card.runId, digest, deviceId: card.terminal.deviceId },
      ...{ visitId: card.visit.visitId, boundAt: card.boundAt },
      sameSerial: card.terminal.serialNo === row.serial_no,
    }
  }
