import { sql } from 'kysely'
import type { OutputOf } from '#api/calls.ts'
import type { Ticket } from '#care/ticket.ts'
import { refuse } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { Grant } from '#vault/grant.ts'
import type { Errand, Room } from '../house/errand.ts'
import { namesOf, openPerson, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db, statement } from '../house/tables.ts'
import { receiptsOf } from './consents.ts'
import { personal, plain } from './my-data.ts'
import type { WordsPort } from './ports.ts'

type Exported = OutputOf<'vault.export'>['cases'][number]
type DocumentKind = Exported['papers'][number]['kind']

const casesAtOnce = 5
/** Of each list of one case. The busiest case of the demo has under a hundred; beyond it `complete` says so. */
const most = 2_000

const leavesOf = async (
  errand: Errand,
  facts: readonly { readonly stream: string; readonly version: number }[],
): Promise<ReadonlyMap<string, number | null>> => {
  // A grant's stream is not the merchant's to read; the number of its leaf is public.
  const rows = await errand.asHouse(
    statement(
      sql<{ stream: string; version: number; leaf: number | null }>`
        select f.stream, f.version, l.leaf_index as leaf from facts f join log_leaves l on l.fact_seq = f.seq
         where (f.stream, f.version) in (select * from unnest(${facts.map(({ stream }) => stream)}::text[],
                                                              ${facts.map(({ version }) => version)}::int[]))`,
    ),
  )
  return new Map(rows.map(({ stream, version, leaf }) => [`${stream} ${version}`, leaf]))
}

const valuesOf = async (errand: Errand, state: Case, words: WordsPort): Promise<Exported['values']> => {
  const rows = await errand.run(
    db
      .selectFrom('vault_values')
      .select(['value_id', 'field', 'created_at'])
      .where('case_id', '=', state.caseId)
      .orderBy('value_id')
      .limit(most),
  )
  const open = await words.openTexts(
    errand,
    rows.map(({ value_id }) => value_id),
  )
  // Whatever the case still points at, in the form or anywhere else in its state.
  const standing = JSON.stringify(state)
  return rows.map((row) => ({
    datum: `vault_values.${row.field}`,
    value: open(row.value_id),
    at: row.created_at,
    inUse: standing.includes(row.value_id),
  }))
}

const papersOf = async (errand: Errand, { caseId, application }: Case): Promise<Exported['papers']> => {
  const rows = await errand.run(
    db
      .selectFrom('documents')
      .select(['document_id', 'kind', 'media_type', 'bytes', 'sha256', 'created_at'])
      .where('case_id', '=', caseId)
      .orderBy('document_id')
      .limit(most),
  )
  const standing = new Set(Object.values(application.documents).map(({ documentId }) => documentId))
  return rows.map((row) => ({
    documentId: row.document_id,
    kind: row.kind as DocumentKind,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
    at: row.created_at,
    inUse: standing.has(row.document_id),
  }))
}

const traineesOf = async (errand: Errand, caseId: string, words: WordsPort) => {
  const rows = await errand.run(
    db
      .selectFrom('quizzes')
      .select(['quiz_id', 'started_at'])
      .where('case_id', '=', caseId)
      .orderBy('quiz_id')
      .limit(most),
  )
  const trainees: Exported['trainees'] = []
  for (const row of rows)
    trainees.push({
      quizId: row.quiz_id,
      name: await words.openTrainee(errand, row.quiz_id),
      at: row.started_at,
    })
  return trainees
}

const ticketsOf = async (errand: Errand, caseId: string, words: WordsPort) => {
  const rows = await errand.run(
    db
      .selectFrom('tickets')
      .select(['ticket_id', 'state', 'subject_sealed', 'opened_at'])
      .where('case_id', '=', caseId)
      .orderBy('ticket_id')
      .limit(most),
  )
  const tickets: Exported['tickets'] = []
  for (const row of rows) {
    const ticket = row.state as Ticket
    const said = await errand.run(
      db
        .selectFrom('ticket_messages')
        .select(['message_id', 'at', 'text_sealed'])
        .where('ticket_id', '=', row.ticket_id)
        .orderBy('message_id')
        .limit(most),
    )
    const messages = []
    for (const { message_id, at, text_sealed } of said)
      messages.push({ at, text: await words.openText(errand, ticket, message_id, text_sealed) })
    tickets.push({
      ticketId: row.ticket_id,
      subject: await words.openSubject(errand, ticket, row.subject_sealed),
      openedAt: row.opened_at,
      messages,
    })
  }
  return tickets
}

const looksAndGrants = async (errand: Errand, caseId: string, words: WordsPort) => {
  const given = await errand.run(
    db.selectFrom('grants').select('state').where('case_id', '=', caseId).orderBy('grant_id').limit(most),
  )
  const grants = given.map(({ state }) => state as Grant)
  const seen = await errand.run(
    db.selectFrom('reveals').selectAll().where('case_id', '=', caseId).orderBy('reveal_id').limit(most),
  )
  const leaves = await leavesOf(
    errand,
    seen.map((row) => ({ stream: row.fact_stream, version: row.fact_version })),
  )
  const people = await namesOf(errand, [
    ...grants.map(({ readerId }) => readerId),
    ...seen.map((row) => row.person_id),
  ])
  const houses = await organisationNames(errand, [
    ...grants.map(({ organisationId }) => organisationId),
    ...seen.map((row) => row.organisation_id),
  ])
  const said = await words.openTexts(
    errand,
    seen.map((row) => row.words_ref),
  )
  return {
    grants: grants.map((grant) => ({
      grantId: grant.grantId,
      kind: grant.kind,
      organisation: houses.get(grant.organisationId) ?? '',
      reader: people.get(grant.readerId) ?? '',
      fields: [...grant.fields],
      givenAt: grant.givenAt,
      expiresAt: grant.expiresAt,
      endedAt: grant.ended?.at ?? null,
      shown: grant.shown,
    })),
    looks: seen.map((row) => ({
      revealId: row.reveal_id,
      at: row.at,
      organisation: houses.get(row.organisation_id) ?? '',
      reader: people.get(row.person_id) ?? '',
      fields: row.fields,
      words: said(row.words_ref),
      leafIndex: leaves.get(`${row.fact_stream} ${row.fact_version}`) ?? null,
    })),
  }
}

const factsOf = async (errand: Errand, caseId: string): Promise<Exported['facts']> => {
  const rows = await errand.run(
    db
      .selectFrom('facts as f')
      .innerJoin('log_leaves as l', 'l.fact_seq', 'f.seq')
      .select(['f.fact_id', 'f.type', 'f.at', 'l.leaf_index'])
      .where('f.stream', '=', `case/${caseId}`)
      .orderBy('f.seq')
      .limit(most),
  )
  return rows.map((row) => ({
    factId: row.fact_id,
    type: row.type,
    at: row.at,
    leafIndex: row.leaf_index,
  }))
}

const exportCase = async (
  errand: Errand,
  { state, openedAt }: { readonly state: Case; readonly openedAt: string },
  words: WordsPort,
): Promise<Exported> => {
  const { caseId } = state
  const parts = {
    values: await valuesOf(errand, state, words),
    papers: await papersOf(errand, state),
    trainees: await traineesOf(errand, caseId, words),
    tickets: await ticketsOf(errand, caseId, words),
    ...(await looksAndGrants(errand, caseId, words)),
    facts: await factsOf(errand, caseId),
  }
  return {
    caseId,
    step: state.step,
    openedAt,
    shop: state.application.shop,
    ...parts,
    complete: Object.values(parts).every((list) => list.length < most),
  }
}

const exporter = async (errand: Errand) => {
  const [row] = await errand.run(
    db
      .selectFrom('persons')
      .select(['person_id', 'name_sealed', 'phone_sealed'])
      .where('person_id', '=', errand.actor.personId),
  )
  return {
    name: row ? await openPerson(errand, 'name', row.person_id, row.name_sealed) : '',
    phone: row ? await openPerson(errand, 'phone', row.person_id, row.phone_sealed) : '',
  }
}

/** A copy of everything kept about a merchant, in clear, for themselves alone (PIPL art. 45). */
export const exports = (words: WordsPort): Room<'vault.export'> => ({
  async 'vault.export'(errand, { after }) {
    const { organisationId: merchantId } = errand.actor
    let query = db
      .selectFrom('cases')
      .select(['case_id', 'acquirer_id', 'state', 'opened_at'])
      .where('merchant_id', '=', merchantId)
      .orderBy('case_id', 'desc')
      .limit(casesAtOnce)
    if (after !== undefined) query = query.where('case_id', '<', after)
    const rows = await errand.run(query)
    const { keys } = errand.house
    if (rows.some((row) => keys.suspended({ tenant: row.acquirer_id, subject: merchantId })))
      return refuse('VAULT-8')
    const cases: Exported[] = []
    for (const row of rows)
      cases.push(await exportCase(errand, { state: row.state as Case, openedAt: row.opened_at }, words))
    // Whoever took a session over and copied everything leaves a trace that cannot be taken back.
    const exportId = newId('exp')
    await errand.record(`export/${exportId}`, 0, [
      { type: 'data-exported', ...{ exportId, merchantId, cases: rows.map(({ case_id }) => case_id) } },
    ])
    errand.waitForLeaf(`export/${exportId}`, 1)
    const names = await organisationNames(errand, [merchantId])
    return {
      format: 'fangxin-my-data/1',
      exportedAt: errand.stamp.at,
      merchant: { organisationId: merchantId, name: names.get(merchantId) ?? '' },
      person: await exporter(errand),
      declared: personal.map(plain),
      consents: (await receiptsOf(errand)).map((each) => ({ ...each })),
      cases,
      next: rows.length === casesAtOnce ? (rows.at(-1)?.case_id ?? null) : null,
    }
  },
})
