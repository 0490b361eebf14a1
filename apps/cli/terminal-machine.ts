import type { BlockCipher } from '#iso8583/cipher.ts'
import { macHolds, sealMac } from '#iso8583/mac.ts'
import { bytesOf, type Message, textOf } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { clearPinBlock } from '#iso8583/pin-block.ts'
import type { Entry } from '#iso8583/session.ts'
import type { Doing } from '#iso8583/suite.ts'
import { sumBatch, writeTotals } from '#iso8583/totals.ts'
import { field60 } from '#iso8583/transaction.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import { unwrapWorkKeys, type WorkKeys } from '#iso8583/work-keys.ts'
import type { Link } from './terminal-link.ts'
import { financial, management, type Money, reversalOf, settlement, type Till } from './terminal-requests.ts'

/** Ways a simulated terminal can be bad on request; every one of them must make the host say no. */
export const misbehaviours = [
  'wrong-mac',
  'no-reversal',
  'duplicate-trace',
  'wrong-totals',
  'stray-byte',
  'real-card',
] as const
export type Misbehaviour = (typeof misbehaviours)[number]

export type Identity = {
  readonly terminalNo: string
  readonly merchantNo: string
  readonly tmk: Uint8Array
  readonly pan: string
  readonly pin: string
}

/** What became of a step: a response code, or `no-answer`, `bad-mac`, `equal`, `unequal`, `bad-keys`, `not-reversed`. */
export type Outcome = { readonly became: string; readonly trace: string; readonly reference: string }

type Kept = Pick<Entry, 'transaction' | 'amountFen' | 'status'>
type Sold = { batchNo: string; trace: string; date: string; reference: string; amountFen: number }

const REVERSAL_TRIES = 3
const NOBODYS_CARD = '6229999999999999999'
const EQUAL_DIGIT_AT = 30

/** A terminal: keys, batch, trace counter and its own ledger, all in memory. `perform` does one step of a suite. */
export const terminalMachine = (
  identity: Identity,
  link: Link,
  cipher: BlockCipher,
  misbehave: Misbehaviour | null,
) => {
  let keys: WorkKeys | null = null
  let counter = 0
  let till: Till = { terminalNo: identity.terminalNo, merchantNo: identity.merchantNo, batchNo: '000000' }
  let batch: Kept[] = []
  const sold = new Map<string, Sold>()
  const pan = misbehave === 'real-card' ? NOBODYS_CARD : identity.pan

  const nextTrace = (): string => {
    if (misbehave !== 'duplicate-trace' || counter < 3) counter++
    return String(counter).padStart(6, '0')
  }

  const send = async (request: Message): Promise<Message | 'no-answer' | 'bad-mac'> => {
    let body = pack(unionpay, request)
    const mak = request.fields[64] === undefined ? null : (keys?.mak ?? null)
    if (mak !== null) sealMac(cipher, mak, body)
    if (misbehave === 'wrong-mac' && mak !== null) body[body.length - 1] = body.at(-1) === 0x30 ? 0x31 : 0x30
    if (misbehave === 'stray-byte' && mak !== null) body = Uint8Array.from([...body, 0])
    const bytes = await link(body)
    if (bytes === null) return 'no-answer'
    const answer = unpack(unionpay, bytes)
    const mine = [4, 11, 41, 42].every((no) => textOf(answer, no) === textOf(request, no))
    if (!mine || Number(answer.mti) !== Number(request.mti) + 10) return 'no-answer'
    const sealed = answer.fields[64] !== undefined
    // An approval without a MAC could come from anybody on the line.
    if (mak !== null && (sealed ? !macHolds(cipher, mak, bytes) : textOf(answer, 39) === '00'))
      return 'bad-mac'
    return answer
  }

  const reverse = async (request: Message, reason: string): Promise<boolean> => {
    if (misbehave === 'no-reversal') return true
    for (let turn = 0; turn < REVERSAL_TRIES; turn++) {
      const answer = await send(reversalOf(request, reason))
      if (typeof answer !== 'string' && ['00', '25'].includes(textOf(answer, 39))) return true
    }
    return false
  }

  const signIn = async (): Promise<Outcome> => {
    const trace = nextTrace()
    const answer = await send(management('sign-in', till, trace))
    if (typeof answer === 'string') return { became: answer, trace, reference: '' }
    const code = textOf(answer, 39)
    if (code !== '00') return { became: code, trace, reference: '' }
    try {
      keys = unwrapWorkKeys(cipher, identity.tmk, bytesOf(answer, 62) ?? new Uint8Array())
    } catch {
      return { became: 'bad-keys', trace, reference: '' }
    }
    till = { ...till, batchNo: field60(answer).batchNo }
    batch = []
    return { became: code, trace, reference: '' }
  }

  const move = async (step: string, doing: Doing, transaction: Money['transaction']): Promise<Outcome> => {
    const trace = nextTrace()
    const original = doing.of === undefined ? undefined : sold.get(doing.of)
    const amountFen = doing.amountFen ?? original?.amountFen ?? 0
    const entryMode = doing.entryMode ?? '012'
    const withPin = entryMode.endsWith('1') && keys !== null
    const pinBlock =
      withPin && keys !== null ? cipher.encrypt(keys.pik, clearPinBlock(identity.pin, pan)) : undefined
    const request = financial(till, trace, {
      transaction,
      amountFen,
      pan,
      entryMode,
      ...(pinBlock === undefined ? {} : { pinBlock }),
      ...(original === undefined ? {} : { original }),
    })
    const answer = await send(request)
    if (typeof answer === 'string') {
      const reversible = transaction !== 'refund'
      const undone = !reversible || (await reverse(request, answer === 'bad-mac' ? 'A0' : '98'))
      return { became: undone ? answer : 'not-reversed', trace, reference: '' }
    }
    const code = textOf(answer, 39)
    const reference = textOf(answer, 37)
    if (code === '00') {
      batch.push({ transaction, amountFen, status: 'approved' })
      sold.set(step, { batchNo: till.batchNo, trace, date: textOf(answer, 13), reference, amountFen })
    }
    return { became: code, trace, reference }
  }

  const settle = async (): Promise<Outcome> => {
    const trace = nextTrace()
    const sums = sumBatch(unionpay, batch)
    const stated = misbehave === 'wrong-totals' ? { ...sums, debitFen: sums.debitFen + 1 } : sums
    const answer = await send(settlement(till, trace, writeTotals(stated)))
    if (typeof answer === 'string') return { became: answer, trace, reference: '' }
    if (textOf(answer, 39) !== '00') return { became: textOf(answer, 39), trace, reference: '' }
    batch = []
    return { became: textOf(answer, 48)[EQUAL_DIGIT_AT] === '1' ? 'equal' : 'unequal', trace, reference: '' }
  }

  return {
    perform: async (step: string, doing: Doing): Promise<Outcome> => {
      const { transaction } = doing
      if (transaction === 'sign-in') return signIn()
      if (transaction === 'settlement') return settle()
      if (transaction !== 'echo' && transaction !== 'sign-off') return move(step, doing, transaction)
      const trace = nextTrace()
      const answer = await send(management(transaction, till, trace))
      return { became: typeof answer === 'string' ? answer : textOf(answer, 39), trace, reference: '' }
    },
  }
}
