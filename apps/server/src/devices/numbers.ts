import { sql } from 'kysely'
import { areaCodeOf } from '#device/area.ts'
import { composeMerchantNo, composeTerminalNo } from '#device/binding.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { Errand } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'

/**
 * Numbers are the acquirer's, given out by the house: a technician who binds sees the result, never the ranges.
 * A refused binding rolls its numbers back with everything else.
 */
const next = async (errand: Errand, acquirerId: string, range: string): Promise<number> => {
  const [row] = await errand.asHouse(
    statement(
      sql<{
        used: number
      }>`insert into number_ranges (acquirer_id, range, used) values (${acquirerId}, ${range}, 1)
        on conflict (acquirer_id, range) do update set used = number_ranges.used + 1 returning used`,
    ),
  )
  if (!row) throw new Error('a range gave no number')
  return row.used
}

const acquirerCode = async (errand: Errand, acquirerId: string): Promise<string> => {
  const known = db.selectFrom('acquirer_codes').select('code').where('acquirer_id', '=', acquirerId)
  const [row] = await errand.asHouse(known)
  if (row) return row.code
  await errand.asHouse(
    statement(
      sql`insert into acquirer_codes (acquirer_id, code)
        select ${acquirerId}, free::text from generate_series(801, 899) free
         where not exists (select from acquirer_codes where code = free::text) order by free limit 1
        on conflict do nothing`,
    ),
  )
  const [given] = await errand.asHouse(known)
  return given?.code ?? ''
}

/** The number a shop had before, or the next of its acquirer, area and category. */
const merchantNo = async (errand: Errand, code: string, state: Case): Promise<string | Refusal> => {
  const [kept] = await errand.asHouse(
    db.selectFrom('merchant_numbers').select('merchant_no').where('case_id', '=', state.caseId),
  )
  if (kept) return kept.merchant_no
  const areaCode = areaCodeOf(state.application.shop.regionCode ?? '')
  const mccCode = state.review.recommendation?.mccCode ?? ''
  const composed = composeMerchantNo({
    acquirerCode: code,
    areaCode,
    mccCode,
    sequence: await next(errand, state.acquirerId, `${code}${areaCode}${mccCode}`),
  })
  if (isRefusal(composed)) return composed
  await errand.asHouse(
    db.insertInto('merchant_numbers').values({ case_id: state.caseId, merchant_no: composed }),
  )
  return composed
}

export type Numbers = {
  readonly acquirerCode: string
  readonly terminalNo: string
  readonly merchantNo: string
}

/** Fields 41 and 42 for one installation. */
export const numbersFor = async (errand: Errand, state: Case): Promise<Numbers | Refusal> => {
  const code = await acquirerCode(errand, state.acquirerId)
  const merchant = await merchantNo(errand, code, state)
  if (isRefusal(merchant)) return merchant
  const terminal = composeTerminalNo(await next(errand, state.acquirerId, 'terminal'))
  return isRefusal(terminal) ? terminal : { acquirerCode: code, terminalNo: terminal, merchantNo: merchant }
}
