import { chinaDay } from '#ground/calendar.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Codec, DialectName } from '#iso8583/dialect.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'

/** The dialect an acquirer's terminals speak today, by name: UnionPay's until a confirmed choice begins. */
const dialectToday = async (errand: Errand, acquirerId: string): Promise<string> => {
  // The technician who opens a run sees no acquirer's settings.
  const [choice] = await errand.asHouse(
    db
      .selectFrom('acquirer_dialects')
      .select('dialect')
      .where('acquirer_id', '=', acquirerId)
      .where('confirmed_at', 'is not', null)
      .where('from_day', '<=', chinaDay(errand.stamp.at))
      .orderBy('from_day', 'desc')
      .orderBy('confirmed_at', 'desc')
      .limit(1),
  )
  return choice?.dialect ?? unionpay.dialect.name
}

/** The same unrolled; TEST-17 when the house holds it no more. */
export const dialectOf = async (errand: Errand, acquirerId: string): Promise<Codec | Refusal> => {
  const dialect = await dialectToday(errand, acquirerId)
  return errand.house.doors.held.get(dialect) ?? refuse('TEST-17', { dialect })
}

/** What a stored run was opened with; null in runs from before it was kept. */
export const dialectIn = (row: {
  readonly dialect: string
  readonly dialect_version: number | null
}): DialectName | null =>
  row.dialect_version === null ? null : { name: row.dialect, version: row.dialect_version }

/** Dialects whose doors are open from the start: some acquirer has chosen them, or a run is under way in them. */
export const dialectsInUse = async (errand: Errand): Promise<readonly string[]> => {
  const [chosen, underWay] = [
    await errand.run(
      db.selectFrom('acquirer_dialects').select('dialect').distinct().where('confirmed_at', 'is not', null),
    ),
    await errand.run(
      db.selectFrom('function_tests').select('dialect').distinct().where('status', '=', 'open'),
    ),
  ]
  return [...new Set([...chosen, ...underWay].map(({ dialect }) => dialect))]
}

/** TEST-17, TEST-18: whether this dialect may begin on this day. */
const mayBegin = (errand: Errand, dialect: string, fromDay: string): Refusal | null => {
  if (!errand.house.doors.held.has(dialect)) return refuse('TEST-17', { dialect }, 'dialect')
  return fromDay < chinaDay(errand.stamp.at) ? refuse('TEST-18', { day: fromDay }, 'fromDay') : null
}

/** A reviewer settles this for the own acquirer, the operator for any. */
const acquirerFor = async (errand: Errand, acquirerId: string): Promise<void> => {
  const { principal, organisationId } = errand.actor
  if (principal !== 'operator' && organisationId !== acquirerId) throw new NotFound()
  const [acquirer] = await errand.run(
    db
      .selectFrom('organisations')
      .select('organisation_id')
      .where('organisation_id', '=', acquirerId)
      .where('kind', '=', 'acquirer'),
  )
  if (!acquirer) throw new NotFound()
}

/** What an acquirer's terminals speak: one person chooses, another confirms; a whole fleet's tests hang on it. */
export const acquirerDialects: Room<
  'function-tests.choose-dialect' | 'function-tests.confirm-dialect' | 'function-tests.dialects'
> = {
  async 'function-tests.choose-dialect'(errand, { acquirerId, dialect, fromDay }) {
    await acquirerFor(errand, acquirerId)
    const no = mayBegin(errand, dialect, fromDay)
    if (no !== null) return no
    const choiceId = newId('dlc')
    await errand.run(
      db.insertInto('acquirer_dialects').values({
        ...{ choice_id: choiceId, acquirer_id: acquirerId, dialect, from_day: fromDay },
        ...{ chosen_by: errand.actor.personId, chosen_at: errand.stamp.at },
      }),
    )
    const chosen = { type: 'dialect-chosen', choiceId, acquirerId, dialect, fromDay } as const
    await errand.record(`acquirer-dialect/${choiceId}`, 0, [chosen])
    return { choiceId }
  },

  async 'function-tests.confirm-dialect'(errand, { choiceId }) {
    const [choice] = await errand.run(
      db.selectFrom('acquirer_dialects').selectAll().where('choice_id', '=', choiceId).forUpdate(),
    )
    if (!choice) throw new NotFound()
    if (choice.confirmed_by !== null || choice.chosen_by === errand.actor.personId) return refuse('TEST-19')
    const no = mayBegin(errand, choice.dialect, choice.from_day)
    if (no !== null) return no
    await errand.run(
      db
        .updateTable('acquirer_dialects')
        .set({ confirmed_by: errand.actor.personId, confirmed_at: errand.stamp.at })
        .where('choice_id', '=', choiceId),
    )
    await errand.record(`acquirer-dialect/${choiceId}`, 1, [{ type: 'dialect-confirmed' }])
    return { ok: true }
  },

  async 'function-tests.dialects'(errand, { acquirerId }) {
    await acquirerFor(errand, acquirerId)
    const rows = await errand.run(
      db
        .selectFrom('acquirer_dialects')
        .selectAll()
        .where('acquirer_id', '=', acquirerId)
        .orderBy('choice_id', 'desc')
        .limit(100),
    )
    const names = await namesOf(
      errand,
      rows.flatMap((row) => [row.chosen_by, row.confirmed_by ?? '']),
    )
    const ports = errand.house.doors.ports()
    return {
      today: await dialectToday(errand, acquirerId),
      held: [...errand.house.doors.held.values()].map(({ dialect: { name, version, words } }) => ({
        ...{ name, version, words: words ?? null, port: ports[name] ?? null },
      })),
      choices: rows.map((row) => ({
        ...{ choiceId: row.choice_id, dialect: row.dialect, fromDay: row.from_day },
        ...{ chosenBy: names.get(row.chosen_by) ?? '', chosenAt: row.chosen_at },
        confirmedBy: row.confirmed_by === null ? null : (names.get(row.confirmed_by) ?? ''),
        mine: row.chosen_by === errand.actor.personId,
      })),
    }
  },
}
