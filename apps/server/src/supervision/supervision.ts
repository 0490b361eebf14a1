import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { organisationNames } from '../house/names.ts'
import { db } from '../house/tables.ts'
import * as statistics from './statistics.ts'

/** The log's proof of one leaf, or TLOG-12; the log hands it in. */
export type ProofOf = (errand: Errand, leafIndex: number | null) => Promise<string | Refusal>

/** What a question for facts may be narrowed to, and how its stream is named. */
const streams = [
  ['caseId', 'case'],
  ['campaignId', 'campaign'],
  ['installId', 'install'],
  ['reportId', 'report'],
  ['displacementId', 'displacement'],
  ['incidentId', 'incident'],
  ['concernId', 'concern'],
] as const

/** The regulator's desk: figures, the stream of facts, and for each fact evidence that holds without us. */
export const supervision = (
  proofOf: ProofOf,
): Room<'supervision.overview' | 'supervision.facts' | 'supervision.evidence'> => ({
  async 'supervision.overview'(errand) {
    const [casesByStep, liveTerminals, suspectDevices, rejections, appeals, highFindingsAccepted] =
      await Promise.all([
        statistics.casesByStep(errand),
        statistics.devicesThatAre(errand, 'live'),
        statistics.devicesThatAre(errand, 'suspect'),
        statistics.rejections(errand),
        statistics.appeals(errand),
        statistics.highFindingsAccepted(errand),
      ])
    const [ticketsOpen, ticketsLate, refusalsByRule, providers] = await Promise.all([
      statistics.ticketsOpen(errand),
      statistics.ticketsLate(errand),
      statistics.refusalsByRule(errand),
      statistics.providerFigures(errand),
    ])
    return {
      casesByStep,
      liveTerminals,
      suspectDevices,
      rejections,
      appeals,
      highFindingsAccepted,
      ticketsOpen,
      ticketsLate,
      refusalsByRule,
      providers,
    }
  },

  async 'supervision.facts'(errand, { after, limit = 50, ...of }) {
    let query = db
      .selectFrom('facts as f')
      .innerJoin('log_leaves as l', 'l.fact_seq', 'f.seq')
      .select(['f.fact_id', 'f.stream', 'f.type', 'f.at', 'f.principal', 'f.organisation_id', 'l.leaf_index'])
      .orderBy('f.seq', 'desc')
      .limit(limit)
    // By the fact's number, not its id: ids made in one millisecond by two processes are in no order.
    if (after !== undefined)
      query = query.where('f.seq', '<', db.selectFrom('facts').select('seq').where('fact_id', '=', after))
    for (const [name, room] of streams) {
      const thing = of[name]
      if (thing !== undefined) query = query.where('f.stream', '=', `${room}/${thing}`)
    }
    const rows = await errand.run(query)
    const names = await organisationNames(
      errand,
      rows.map((row) => row.organisation_id),
    )
    return {
      items: rows.map((row) => ({
        factId: row.fact_id,
        stream: row.stream,
        type: row.type,
        at: row.at,
        principal: row.principal,
        organisation: names.get(row.organisation_id) ?? '',
        leafIndex: row.leaf_index,
      })),
      next: rows.length === limit ? (rows.at(-1)?.fact_id ?? null) : null,
    }
  },

  async 'supervision.evidence'(errand, { factId }) {
    const [leaf] = await errand.run(
      db
        .selectFrom('facts as f')
        .innerJoin('log_leaves as l', 'l.fact_seq', 'f.seq')
        .select(['l.leaf_index', 'l.entry'])
        .where('f.fact_id', '=', factId),
    )
    if (!leaf) throw new NotFound()
    const proof = await proofOf(errand, leaf.leaf_index)
    if (isRefusal(proof)) return proof
    return { entry: leaf.entry.toString(), leafIndex: leaf.leaf_index ?? 0, proof }
  },
})
