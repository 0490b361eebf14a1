import { packAnswer, answerMessage } from '#iso8583/answer.ts'
import { decide } from '#iso8583/decide.ts'
import { type Decision, type HostRules, type Request, refused } from '#iso8583/decision.ts'
import { beginRun, judge, type SuiteProgress } from '#iso8583/judge.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { textOf } from '#iso8583/message.ts'
import { evolve, type Session } from '#iso8583/session.ts'
import { signIn } from '#iso8583/sign-in.ts'
import { trace } from '#iso8583/trace.ts'
import { identify } from '#iso8583/transaction.ts'
import { unpack } from '#iso8583/unpack.ts'
import type { HostPorts, Limits } from './ports.ts'
import { drawWorkKeys } from './work-keys.ts'

const SIGN_IN = 'sign-in'
const gb18030 = new TextDecoder('gb18030')

/** What the host remembers of one terminal. */
type Known = { readonly runId: string; readonly session: Session; readonly progress: SuiteProgress }

/** The answer to one message; null asks for the line to be cut. */
export type Exchange = (body: Uint8Array, address: string) => Promise<Uint8Array | null>

/**
 * One request in, one answer out. Messages of one terminal are taken in turn, whatever connection they come by. What was seen is
 * handed to the ports before the answer leaves, and the session only moves on once they have taken it.
 * Rejects with a Malformed error when the bytes are no message.
 */
export const exchanges = (rules: HostRules, ports: HostPorts, limits: Limits): Exchange => {
  const known = new Map<string, Known>()
  const turns = new Map<string, Promise<unknown>>()
  const now = ports.now ?? (() => new Date().toISOString())

  const remember = (key: string, state: Known) => {
    known.delete(key)
    known.set(key, state)
    if (known.size <= limits.terminals) return
    const [oldest] = known.keys()
    if (oldest !== undefined) known.delete(oldest)
  }

  const inTurn = <Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> => {
    const before = turns.get(key)
    const mine = before === undefined ? work() : before.then(work, work)
    turns.set(key, mine)
    const leave = () => {
      if (turns.get(key) === mine) turns.delete(key)
    }
    mine.then(leave, leave)
    return mine
  }

  const serve = async (key: string, request: Request): Promise<Uint8Array | null> => {
    const { message, transaction } = request
    const [terminalNo, merchantNo] = [textOf(message, 41), textOf(message, 42)]
    const before = known.get(key) ?? null
    const isSignIn = transaction.name === SIGN_IN
    const grant = isSignIn || before === null ? await ports.terminals.find(terminalNo, merchantNo) : null
    if (before === null && grant === null)
      return answer(request, refused(transaction.name, '97', 'ISO-24'), null)
    let session = before?.session ?? null
    let decision: Decision
    if (isSignIn) {
      if (grant === null) return answer(request, refused(transaction.name, '97', 'ISO-24'), null)
      const runOver =
        before !== null && (before.runId !== grant.runId || before.progress.outcome !== 'running')
      const keys = drawWorkKeys(transaction.keyLayout ?? 'double')
      const signed = signIn(rules, session, request, { tmk: grant.tmk, keys, runOver })
      session = signed.session
      decision = signed.decision
    } else decision = decide(rules, session, request)

    const fresh = decision.facts.some((fact) => fact.fact === 'signed-in' && fact.fresh)
    const start = before === null || fresh ? beginRun(rules.suite, request.at) : before.progress
    const progress = decision.facts.reduce((run, fact) => judge(rules.suite, run, fact, request.at), start)
    const runId = grant?.runId ?? before?.runId ?? ''
    await ports.onObservation?.({
      runId,
      terminalNo,
      merchantNo,
      at: request.at,
      transaction: transaction.name,
      code: decision.code,
      facts: decision.facts,
      progress,
      trace: () => ({
        request: trace(rules.codec, message, (bytes) => gb18030.decode(bytes)),
        answer: trace(rules.codec, answerMessage(message, decision, request.at, false)),
      }),
    })
    if (start.outcome === 'running' && progress.outcome !== 'running')
      await ports.onRunComplete?.({
        runId,
        terminalNo,
        merchantNo,
        outcome: progress.outcome,
        endedAt: request.at,
        progress,
      })
    if (session !== null) remember(key, { runId, session: evolve(session, decision.change), progress })
    return answer(request, decision, session)
  }

  const answer = (request: Request, decision: Decision, session: Session | null) =>
    packAnswer(rules, request, decision, session?.keys.mak ?? null)

  return async (body, address) => {
    const message = unpack(rules.codec, body)
    const at = now()
    const transaction = identify(rules.codec, message)
    if (transaction === null && Number(message.mti[2]) % 2 === 1)
      throw new Malformed('ISO-10', 0, 11, 'an answer where a request belongs')
    if (transaction === null)
      return packAnswer(rules, { message, transaction, at }, refused('unknown', '40', 'ISO-10'), null)
    const request: Request = { message, body, transaction, at }
    const key = textOf(message, 41) + textOf(message, 42)
    return inTurn(key, async () => {
      try {
        return await serve(key, request)
      } catch (error) {
        ports.onTrouble?.({
          rule: 'ISO-28',
          address,
          detail: error instanceof Error ? error.message : String(error),
        })
        return answer(request, refused(transaction.name, '96', 'ISO-28'), null)
      }
    })
  }
}
