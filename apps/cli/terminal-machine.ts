import { randomBytes } from 'node:crypto'
import { RECORDS_AT_ONCE } from '#iso8583/batch-upload.ts'
import { type BlockCipher, WIDE_BLOCK } from '#iso8583/cipher.ts'
import type { Codec, KeySuite } from '#iso8583/dialect.ts'
import { macHolds, sealMac } from '#iso8583/mac.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { bytesOf, carriesMac, type Message, textOf } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { clearPinBlock, sealWidePin } from '#iso8583/pin-block.ts'
import { type Entry, nextBatch } from '#iso8583/session.ts'
import type { Doing, Management } from '#iso8583/suite.ts'
import { countsIn, sumBatch, writeTotals } from '#iso8583/totals.ts'
import { batchOf } from '#iso8583/transaction.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import { unwrapWorkKeys, type WorkKeys } from '#iso8583/work-keys.ts'
import type { Link } from './terminal-link.ts'
import {
  financial,
  inDialect,
  management,
  type Money,
  type Original,
  reversalOf,
  reversible,
  settlement,
  type Till,
  upload,
} from './terminal-requests.ts'

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
  /** Stated at sign-in (field 62); absent for a terminal on nobody's list. */
  readonly serialNo?: string
  readonly terminalNo: string
  readonly merchantNo: string
  readonly tmk: Uint8Array
  /** The cipher its keys are for; triple DES unless stated. */
  readonly keySuite?: KeySuite
  readonly pan: string
  readonly pin: string
  /** What a customer's phone shows. */
  readonly code: string
}

/** What became of a step: a response code, or `no-answer`, `bad-mac`, `equal`, `unequal`, `bad-keys`, `not-reversed`. */
export type Outcome = { readonly became: string; readonly trace: string; readonly reference: string }

type Kept = Pick<Entry, 'transaction' | 'amountFen' | 'status' | 'trace' | 'pan'>
type Sold = Original & { readonly amountFen: number }

const REVERSAL_TRIES = 3
/** Field 6 of the header when the host wants a new sign-in; without a header the code alone has to do. */
const SIGN_IN_AGAIN = '3'
const PROCESSING_AT = 5
const NOBODYS_CARD = '6229999999999999999'
const EQUAL_DIGIT_AT = 30

/** A terminal: keys, batch, trace counter and its own ledger, all in memory. `perform` does one step of a suite. */
export const terminalMachine = (
  identity: Identity,
  link: Link,
  cipher: BlockCipher,
  misbehave: Misbehaviour | null,
  codec: Codec = unionpay,
) => {
  let keys: WorkKeys | null = null
  let counter = 0
  const { terminalNo, merchantNo, serialNo } = identity
  let till: Till = { terminalNo, merchantNo, batchNo: '000000', ...(serialNo !== undefined && { serialNo }) }
  let batch: Kept[] = []
  let settled: Kept[] = []
  const sold = new Map<string, Sold>()
  const pan = misbehave === 'real-card' ? NOBODYS_CARD : identity.pan

  const nextTrace = (): string => {
    if (misbehave !== 'duplicate-trace' || counter < 3) counter++
    return String(counter).padStart(6, '0')
  }

  const send = async (usual: Message): Promise<Message | 'no-answer' | 'bad-mac'> => {
    const request = inDialect(codec, usual)
    let body = pack(codec, { ...request, ...codec.dialect.defaults })
    const mak = carriesMac(request) ? (keys?.mak ?? null) : null
    if (mak !== null) sealMac(cipher, mak, body, codec.mac)
    if (misbehave === 'wrong-mac' && mak !== null) body[body.length - 1] = body.at(-1) === 0x30 ? 0x31 : 0x30
    if (misbehave === 'stray-byte' && mak !== null) body = Uint8Array.from([...body, 0])
    const bytes = await link(body)
    if (bytes === null) return 'no-answer'
    const answer = read(codec, bytes)
    if (answer === null) return 'no-answer'
    const mine = [4, 11, 41, 42].every(
      (no) => textOf(request, no) === '' || textOf(answer, no) === textOf(request, no),
    )
    if (!mine || Number(answer.mti) !== Number(request.mti) + 10) return 'no-answer'
    const sealed = carriesMac(answer)
    // An approval without a MAC could come from anybody on the line.
    if (mak !== null && (sealed ? !macHolds(cipher, mak, bytes, codec.mac) : textOf(answer, 39) === '00'))
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
    const answer = await send(management('sign-in', till, trace, identity.keySuite))
    if (typeof answer === 'string') return { became: answer, trace, reference: '' }
    const code = textOf(answer, 39)
    if (code !== '00') return { became: code, trace, reference: '' }
    try {
      keys = unwrapWorkKeys(cipher, identity.tmk, bytesOf(answer, 62) ?? new Uint8Array())
    } catch {
      return { became: 'bad-keys', trace, reference: '' }
    }
    const batchNo = batchOf(answer)
    if (batchNo !== till.batchNo) batch = []
    till = { ...till, batchNo }
    return { became: code, trace, reference: '' }
  }

  const move = async (
    step: string,
    doing: Doing,
    transaction: Money['transaction'],
    again = false,
  ): Promise<Outcome> => {
    const trace = nextTrace()
    const original = doing.of === undefined ? undefined : sold.get(doing.of)
    const asks = transaction === 'balance' || transaction === 'qr-query' || transaction === 'qr-close'
    const amountFen = doing.amountFen ?? original?.amountFen ?? 0
    const entryMode = doing.entryMode ?? '012'
    const number = numberFor(transaction)
    const withPin = entryMode.endsWith('1') && keys !== null
    const pinBlock =
      withPin && keys !== null ? sealPin(cipher, keys.pik, { pin: identity.pin, pan }) : undefined
    const request = financial(till, trace, {
      transaction,
      amountFen: asks ? null : amountFen,
      pan: number,
      entryMode,
      ...(pinBlock === undefined ? {} : { pinBlock }),
      ...(original === undefined ? {} : { original }),
    })
    const answer = await send(request)
    if (typeof answer === 'string') {
      const undone = !reversible(transaction) || (await reverse(request, answer === 'bad-mac' ? 'A0' : '98'))
      return { became: undone ? answer : 'not-reversed', trace, reference: '' }
    }
    const code = textOf(answer, 39)
    const reference = textOf(answer, 37)
    const demanded = answer.header === '' || answer.header[PROCESSING_AT] === SIGN_IN_AGAIN
    if (code === 'A0' && demanded && keys !== null && !again) {
      const signed = await signIn()
      return signed.became === '00' ? move(step, doing, transaction, true) : signed
    }
    if (code === '00') {
      if (transaction === 'qr-query' && original !== undefined)
        batch.push({
          transaction: 'qr-order',
          amountFen: original.amountFen,
          status: 'approved',
          trace: original.trace,
          pan: '',
        })
      if (!asks && transaction !== 'qr-order')
        batch.push({ transaction, amountFen, status: 'approved', trace, pan: number ?? '' })
      if (!asks)
        sold.set(step, { batchNo: till.batchNo, trace, date: textOf(answer, 13), reference, amountFen })
    }
    return { became: code, trace, reference }
  }

  /** QR payments carry a payment code, what follows them or opens an order no number at all. */
  const numberFor = (transaction: string): string | null => {
    if (transaction === 'qr-sale') return identity.code
    return transaction.startsWith('qr-') ? null : pan
  }

  const settle = async (): Promise<Outcome> => {
    const trace = nextTrace()
    const sums = sumBatch(codec, batch)
    const stated = misbehave === 'wrong-totals' ? { ...sums, debitFen: sums.debitFen + 1 } : sums
    const answer = await send(settlement(till, trace, writeTotals(stated)))
    if (typeof answer === 'string') return { became: answer, trace, reference: '' }
    if (textOf(answer, 39) !== '00') return { became: textOf(answer, 39), trace, reference: '' }
    settled = batch.filter((entry) => countsIn(codec, entry) !== null)
    batch = []
    till = { ...till, batchNo: nextBatch(till.batchNo) }
    return { became: textOf(answer, 48)[EQUAL_DIGIT_AT] === '1' ? 'equal' : 'unequal', trace, reference: '' }
  }

  /** The settled batch, eight entries a message, and how many there were. */
  const sendUp = async (): Promise<Outcome> => {
    for (let at = 0; at < settled.length; at += RECORDS_AT_ONCE) {
      const trace = nextTrace()
      const answer = await send(upload(till, trace, settled.slice(at, at + RECORDS_AT_ONCE)))
      if (typeof answer === 'string') return { became: answer, trace, reference: '' }
      if (textOf(answer, 39) !== '00') return { became: textOf(answer, 39), trace, reference: '' }
    }
    const trace = nextTrace()
    const answer = await send(upload(till, trace, { count: settled.length }))
    return { became: typeof answer === 'string' ? answer : textOf(answer, 39), trace, reference: '' }
  }

  return {
    perform: async (step: string, doing: Doing): Promise<Outcome> => {
      const { transaction } = doing
      if (transaction === 'sign-in') return signIn()
      if (transaction === 'settlement') return settle()
      if (transaction === 'batch-upload') return sendUp()
      if (!isManagement(transaction)) return move(step, doing, transaction)
      const trace = nextTrace()
      const answer = await send(management(transaction, till, trace))
      return { became: typeof answer === 'string' ? answer : textOf(answer, 39), trace, reference: '' }
    },
  }
}

const sealPin = (
  cipher: BlockCipher,
  pik: Uint8Array,
  { pin, pan }: { readonly pin: string; readonly pan: string },
): Uint8Array =>
  cipher.blockBytes === WIDE_BLOCK
    ? sealWidePin(cipher, pik, { pin, pan, noise: randomBytes(WIDE_BLOCK / 2) })
    : cipher.encrypt(pik, clearPinBlock(pin, pan))

const isManagement = (transaction: Doing['transaction']): transaction is Management =>
  unionpay.dialect.transactions.some(({ name, mti }) => name === transaction && mti.startsWith('08'))

/** An answer that is no message is none at all. */
const read = (codec: Codec, bytes: Uint8Array): Message | null => {
  try {
    return unpack(codec, bytes)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}
