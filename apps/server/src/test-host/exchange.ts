import { garble, packAnswer } from '#iso8583/answer.ts'
import { befall, type Played, type Script, type ScriptStep } from '#iso8583/bad-host.ts'
import type { BlockCipher } from '#iso8583/cipher.ts'
import { decide } from '#iso8583/decide.ts'
import { type Decision, type HostRules, refused } from '#iso8583/decision.ts'
import type { KeySuite } from '#iso8583/dialect.ts'
import { beginRun, judge, type SuiteProgress } from '#iso8583/judge.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { bytesOf, type Message, textOf } from '#iso8583/message.ts'
import { type Arrival, type Request, askedBy } from '#iso8583/request.ts'
import { evolve, type Session } from '#iso8583/session.ts'
import { signIn } from '#iso8583/sign-in.ts'
import { deliveryLine, trace } from '#iso8583/trace.ts'
import { identify } from '#iso8583/transaction.ts'
import { unpack } from '#iso8583/unpack.ts'
import type { HostPorts, Limits, Observation, Taken, TerminalGrant } from './ports.ts'
import type { TurnsAway } from './stray.ts'
import { drawWorkKeys } from './work-keys.ts'

/** The time in words, read once in a turn of the event loop: to ask the machine costs as much as a field. */
const clock = (): (() => string) => {
  let written = ''
  const pass = () => {
    written = ''
  }
  return () => {
    if (written === '') {
      written = new Date().toISOString()
      setImmediate(pass)
    }
    return written
  }
}

const SIGN_IN = 'sign-in'
const gb18030 = new TextDecoder('gb18030')

/** A text field's bytes in words. */
export const decodeText = (bytes: Uint8Array): string => gb18030.decode(bytes)

/** What the host remembers of one terminal; `steps` are the suite's scripted ends and its own script's. */
type Known = {
  readonly runId: string
  readonly keySuite: KeySuite
  readonly session: Session | null
  readonly progress: SuiteProgress
  readonly steps: readonly ScriptStep[]
  readonly played: Played
  /** The number of its last message among all the host heard. */
  readonly heard: number
}

/** What one message was, what was made of it, and what the host knew before. */
type Seen = {
  readonly key: string
  readonly request: Request
  readonly decision: Decision
  readonly before: Omit<Known, 'progress' | 'heard'>
  readonly progress: SuiteProgress
}

/** An answer and what is to become of it on its way. */
export type Reply = {
  readonly bytes: Uint8Array
  readonly delivery: Decision['delivery']
  readonly afterMs: number
}

/**
 * The reply to one message: at once when nothing has to be waited for. Throws a Malformed error when the bytes are no
 * message.
 */
export type Exchange = (body: Uint8Array, caller: Caller) => Reply | Promise<Reply>

/** Whoever is at the other end of a line. Its messages are one terminal's as a rule, so the host's name for the last one is kept. */
export type Caller = { readonly address: string; last?: Named }

/** A terminal at a merchant, and what the host calls the two of them. */
type Named = { readonly terminalNo: string; readonly merchantNo: string; readonly key: string }

const nameOf = (caller: Caller, message: Message): string => {
  const terminalNo = textOf(message, 41)
  const merchantNo = textOf(message, 42)
  let { last } = caller
  if (last === undefined || last.terminalNo !== terminalNo || last.merchantNo !== merchantNo) {
    last = { terminalNo, merchantNo, key: terminalNo + merchantNo }
    caller.last = last
  }
  return last.key
}

/**
 * One request in, one answer out. Messages of one terminal are taken in turn, whatever connection they come by. What was seen is
 * handed to the ports before the answer leaves, and the session only moves on once they have taken it.
 */
export const exchanges = (
  ciphers: Readonly<Record<KeySuite, BlockCipher>>,
  common: Omit<HostRules, 'cipher'>,
  ports: HostPorts,
  limits: Limits,
  elsewhere: TurnsAway | null = null,
): Exchange => {
  const { codec, suite } = common
  /** The same rules with the cipher of each terminal's keys. */
  const rulesOf: Readonly<Record<KeySuite, HostRules>> = {
    tdes: { ...common, cipher: ciphers.tdes },
    sm4: { ...common, cipher: ciphers.sm4 },
    aes: { ...common, cipher: ciphers.aes },
  }
  /** A place for each terminal: what it holds changes with every message, the map only with a new terminal. */
  const known = new Map<string, { state: Known }>()
  const turns = new Map<string, Promise<Reply>>()
  let messages = 0
  const now = ports.now ?? clock()
  const speaksHere = ({ dialect }: TerminalGrant): boolean =>
    dialect === undefined ||
    (dialect.name === codec.dialect.name && dialect.version === codec.dialect.version)
  const stepsOf = (script: Script | undefined): readonly ScriptStep[] =>
    script === undefined ? suite.answers : [...script.steps, ...suite.answers]

  /** Beyond the limit the longest silent is forgotten; only a terminal that is new has to look for it. */
  const remember = (key: string, state: Known) => {
    const place = known.get(key)
    if (place !== undefined) {
      place.state = state
      return
    }
    known.set(key, { state })
    if (known.size <= limits.terminals) return
    let longest: string | undefined
    let least = Number.POSITIVE_INFINITY
    for (const [each, { state: other }] of known)
      if (other.heard < least) {
        least = other.heard
        longest = each
      }
    if (longest !== undefined) known.delete(longest)
  }

  const reply = (
    request: Pick<Arrival, 'message' | 'at'> & { transaction: Arrival['transaction'] | null },
    decision: Decision,
    session: Session | null,
    keySuite: KeySuite = 'tdes',
  ): Reply => {
    const packed = packAnswer(rulesOf[keySuite], request, decision, session?.keys.mak ?? null)
    return {
      bytes: decision.delivery === 'answer-garbled' ? garble(packed) : packed,
      delivery: decision.delivery,
      afterMs: decision.afterMs ?? 0,
    }
  }

  /** Hands over what was seen, then moves the session on; `start` is the run before this message. */
  const record = (
    key: string,
    request: Request,
    decision: Decision,
    before: Seen['before'],
    start: SuiteProgress,
  ): Reply | Promise<Reply> => {
    let progress = start
    for (const fact of decision.facts) progress = judge(suite, progress, fact, request.at)
    const answer = reply(request, decision, before.session, before.keySuite)
    const seen = { key, request, decision, before, progress }
    const taken = ports.onObservation?.(observed(seen))
    const outcome =
      start.outcome === 'running' && ports.onRunComplete !== undefined ? progress.outcome : 'running'
    if (taken !== undefined || outcome !== 'running') return taking(seen, taken, outcome, answer)
    moveOn(seen)
    return answer
  }

  const observed = ({ request, decision, before, progress }: Seen): Observation => {
    const { message, transaction, at } = request
    const { runId, keySuite, session } = before
    const answered = () => packAnswer(rulesOf[keySuite], request, decision, session?.keys.mak ?? null)
    return {
      ...{ runId, terminalNo: textOf(message, 41), merchantNo: textOf(message, 42), at },
      ...{ transaction: transaction.name, code: decision.code, facts: decision.facts, progress },
      trace: () => ({
        request: trace(codec, message, decodeText),
        answer: [...deliveryLine(decision), ...trace(codec, unpack(codec, answered()), decodeText)],
      }),
    }
  }

  const moveOn = ({ key, decision, before, progress }: Seen): void => {
    const { runId, keySuite, steps, played } = before
    const session = before.session === null ? null : evolve(before.session, decision.change)
    remember(key, { runId, keySuite, session, progress, steps, played, heard: ++messages })
  }

  /** Waits until the house has taken what was seen, and the run's end where this was it. */
  const taking = async (
    seen: Seen,
    taken: Promise<Taken> | Taken,
    outcome: SuiteProgress['outcome'],
    answer: Reply,
  ): Promise<Reply> => {
    const { key, request, before, progress } = seen
    const { message, transaction, at } = request
    if ((await taken) === 'barred') {
      known.delete(key)
      return reply(request, refused(transaction.name, '97', 'ISO-24'), null)
    }
    if (outcome !== 'running') {
      const who = { runId: before.runId, terminalNo: textOf(message, 41), merchantNo: textOf(message, 42) }
      await ports.onRunComplete?.({ ...who, outcome, endedAt: at, progress })
    }
    moveOn(seen)
    return answer
  }

  /** A sign-in, or the first message of a terminal the host does not remember: the house is asked who that is. */
  const admit = async (key: string, request: Request): Promise<Reply> => {
    const { message, transaction, at } = request
    const before = known.get(key)?.state ?? null
    const stated = transaction.name === SIGN_IN ? decodeText(bytesOf(message, 62) ?? new Uint8Array()) : ''
    const grant = await ports.terminals.find(textOf(message, 41), textOf(message, 42), stated)
    if (grant === null) return reply(request, refused(transaction.name, '97', 'ISO-24'), null)
    const { keySuite = 'tdes' } = grant
    const rules = rulesOf[keySuite]
    const steps = stepsOf(grant.script)
    const sameRun = before !== null && before.runId === grant.runId
    const { step, played } = befall(steps, sameRun ? before.played : {}, request)
    if (!speaksHere(grant)) {
      // Put on record, as below; a session of this door's is another run's.
      const decision = refused(transaction.name, '58', 'ISO-37')
      const start = beginRun(suite, at)
      return record(
        key,
        request,
        decision,
        { runId: grant.runId, keySuite, session: null, steps, played },
        start,
      )
    }
    if (transaction.name !== SIGN_IN) {
      const session = before?.session ?? null
      const decision = decide(rules, session, request, step)
      const start = sameRun ? before.progress : beginRun(suite, at)
      return record(key, request, decision, { runId: grant.runId, keySuite, session, steps, played }, start)
    }
    const turnedDown =
      grant.isAnother === true
        ? refused(transaction.name, '97', 'ISO-45')
        : (transaction.keySuite ?? 'tdes') === keySuite
          ? null
          : refused(transaction.name, '58', 'ISO-35')
    if (turnedDown !== null) {
      // Put on record: whoever tests the terminal has to learn why it gets nowhere.
      const decision = turnedDown
      const session = sameRun ? before.session : null
      const start = sameRun ? before.progress : beginRun(suite, at)
      return record(key, request, decision, { runId: grant.runId, keySuite, session, steps, played }, start)
    }
    const runOver = before !== null && (!sameRun || before.progress.outcome !== 'running')
    const keys = drawWorkKeys(transaction.keyLayout ?? 'double')
    const { session, decision } = signIn(
      rules,
      before?.session ?? null,
      request,
      { tmk: grant.tmk, keys, runOver },
      step,
    )
    const fresh = decision.facts.some((fact) => fact.fact === 'signed-in' && fact.fresh)
    const start = before === null || fresh ? beginRun(suite, at) : before.progress
    return record(key, request, decision, { runId: grant.runId, keySuite, session, steps, played }, start)
  }

  const serve = (key: string, request: Request): Reply | Promise<Reply> => {
    const before = known.get(key)?.state
    if (before === undefined || before.session === null || request.transaction.name === SIGN_IN)
      return admit(key, request)
    const { step, played } = befall(before.steps, before.played, request)
    const decision = decide(rulesOf[before.keySuite], before.session, request, step)
    const now = played === before.played ? before : { ...before, played }
    return record(key, request, decision, now, before.progress)
  }

  return (body, caller) => {
    const message = unpack(codec, body)
    const at = now()
    const transaction = identify(codec, message)
    if (transaction === null && Number(message.mti[2]) % 2 === 1)
      throw new Malformed('ISO-10', 0, 11, 'an answer where a request belongs')
    if (transaction === null) {
      const unknown = () => reply({ message, transaction, at }, refused('unknown', '40', 'ISO-10'), null)
      const told = elsewhere?.message(body) ?? null
      if (told === null) return unknown()
      return told.then((bytes) => (bytes === null ? unknown() : { bytes, delivery: 'answered', afterMs: 0 }))
    }
    const request = askedBy({ message, body, transaction, at })
    const key = nameOf(caller, message)
    const broken = (error: unknown): Reply => {
      const detail = error instanceof Error ? error.message : String(error)
      ports.onTrouble?.({ rule: 'ISO-28', address: caller.address, detail })
      return reply(request, refused(transaction.name, '96', 'ISO-28'), null)
    }
    const before = turns.size === 0 ? undefined : turns.get(key)
    let mine: Promise<Reply>
    if (before === undefined) {
      try {
        const answer = serve(key, request)
        if (!(answer instanceof Promise)) return answer
        mine = answer.catch(broken)
      } catch (error) {
        return broken(error)
      }
    } else mine = before.then(() => serve(key, request)).catch(broken)
    turns.set(key, mine)
    void mine.then(() => {
      if (turns.get(key) === mine) turns.delete(key)
    })
    return mine
  }
}
