import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { chinaDay } from '#ground/calendar.ts'
import type { Erasure } from '#vault/erasure.ts'
import { type Due, terms, unconcludedDays } from '#vault/retention.ts'
import { type Datum, data, declared } from '#vault/datum.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { db } from '../house/tables.ts'
import { beginErasure, casesOf, moveErasure, oneAtATime, standingErasure } from './erasure.ts'
import type { WithdrawCase } from './ports.ts'

export const both = ([zh, en]: readonly [string, string]) => ({ zh, en })

const kindsUnder = (keep: Due['keep']): readonly [string, string][] =>
  (Object.keys(data) as Datum[])
    .filter((datum) => declared(datum).keep === keep)
    .map((datum) => [...declared(datum).say] as [string, string])

/** What is destroyed on which day, and why not sooner. */
export const scheduleView = (
  schedule: readonly (Due & { readonly erasedAt?: string | null })[],
  concluded: boolean,
) =>
  schedule.map(({ keep, on, erasedAt = null }) => ({
    keep: keep as Exclude<Due['keep'], 'house'>,
    on: chinaDay(on),
    what: {
      zh: kindsUnder(keep)
        .map(([zh]) => zh)
        .join('、'),
      en: kindsUnder(keep)
        .map(([, en]) => en)
        .join(', '),
    },
    why: concluded
      ? {
          zh: `${terms[keep].say[0]}（${terms[keep].basis}）`,
          en: `${terms[keep].say[1]} (${terms[keep].basis})`,
        }
      : {
          zh: `没有签约：撤销后只封存 ${unconcludedDays} 天，以便申诉或取消`,
          en: `Never signed: sealed off for ${unconcludedDays} days only, for an appeal or a change of mind`,
        },
    erasedAt,
  }))

/** Which acquirer is meant: the one of the named case, or of the newest. */
export const tenantMeant = async (errand: Errand, caseId?: string): Promise<string | null> => {
  let query = db
    .selectFrom('cases')
    .select('acquirer_id')
    .where('merchant_id', '=', errand.actor.organisationId)
    .orderBy('case_id', 'desc')
    .limit(1)
  if (caseId !== undefined) query = query.where('case_id', '=', caseId)
  const [row] = await errand.run(query)
  if (!row && caseId !== undefined) throw new NotFound()
  return row?.acquirer_id ?? null
}

const days = (erasure: Erasure) => [...new Set(erasure.schedule.map(({ on }) => chinaDay(on)))].sort()

const confirmTo = async (errand: Errand, erasure: Erasure): Promise<void> => {
  const [first = '', last = first] = [days(erasure)[0], days(erasure).at(-1)]
  await writeMessage(
    errand,
    await phoneOf(errand, errand.actor.personId),
    'deletion-requested',
    `【放心装】已按您的请求封存资料：即刻起只保存、不再使用，${first === last ? `${first} 销毁` : `${first} 起按期销毁，最晚 ${last}`}。销毁开始前可在“我的资料”取消。 / Your data are sealed off and used no more; they are destroyed ${first === last ? `on ${first}` : `from ${first} to ${last}`}. Until then you may take the request back under “My data”.`,
  )
}

export const deletions = (
  withdraw: WithdrawCase,
): Room<'vault.request-deletion' | 'vault.cancel-deletion'> => ({
  async 'vault.request-deletion'(errand, { caseId }) {
    const tenantId = await tenantMeant(errand, caseId)
    if (tenantId === null) return refuse('VAULT-17')
    const merchantId = errand.actor.organisationId
    await oneAtATime(errand)
    const begun = await beginErasure(
      errand,
      { merchantId, tenantId },
      await casesOf(errand, merchantId, tenantId),
      withdraw,
    )
    if (isRefusal(begun)) return begun
    await confirmTo(errand, begun.erasure)
    const { erasureId, schedule, concluded } = begun.erasure
    return { erasureId, schedule: scheduleView(schedule, concluded) }
  },

  async 'vault.cancel-deletion'(errand): Promise<{ ok: true } | Refusal> {
    const tenantId = await tenantMeant(errand)
    if (tenantId === null) return refuse('VAULT-13')
    const merchantId = errand.actor.organisationId
    await oneAtATime(errand)
    const after = await moveErasure(errand, await standingErasure(errand, merchantId, tenantId), {
      type: 'cancel',
    })
    if (isRefusal(after)) return after
    errand.house.keys.suspend({ tenant: tenantId, subject: merchantId }, null)
    return { ok: true }
  },
})
