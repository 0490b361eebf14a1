/**
 * `npm run fuzz-iso8583 -- [inputs] [seed] [dialect]`: mutated messages against the codec, the stream splitter and the host's decisions.
 * Guided: an input that shows a new outcome, or comes in a batch that runs code no batch ran before (V8's own block
 * coverage), is mutated further. Ends with exit 1 at the first crash, second spelling, input slower than 100 ms, or growth.
 */
// Before everything else: V8 counts blocks only of functions compiled after it was asked to.
import { blocksRun, freshBlocks } from './fuzz-iso8583/coverage.ts'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { packAnswer } from '#iso8583/answer.ts'
import { befall } from '#iso8583/bad-host.ts'
import { decide } from '#iso8583/decide.ts'
import type { HostRules } from '#iso8583/decision.ts'
import { des } from '../apps/server/src/test-host/des.ts'
import { frame, splitter } from '#iso8583/frame.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { sealMac } from '#iso8583/mac.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { carriesMac } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { evolve, type Session } from '#iso8583/session.ts'
import { askedBy } from '#iso8583/request.ts'
import { signIn } from '#iso8583/sign-in.ts'
import { acceptance, type Doing, suites } from '#iso8583/suite.ts'
import { trace } from '#iso8583/trace.ts'
import { identify } from '#iso8583/transaction.ts'
import type { Codec } from '#iso8583/dialect.ts'
import { dialects } from '#iso8583/dialects.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import samples from '../packages/iso8583/samples.json' with { type: 'json' }
import testCards from '../packages/iso8583/test-cards.json' with { type: 'json' }
import testKeys from '../packages/iso8583/test-keys.json' with { type: 'json' }
import { terminalMachine } from '../apps/cli/terminal-machine.ts'

const SLOW_MS = 100
const BATCH = 256
const CORPUS = 4_000
/** The host's session is begun anew after so many requests: its ledger is meant to grow. */
const SESSION = 2_000
const GROWTH_MB = 48
const AT = '2026-11-22T16:30:05Z'

const cipher = des()
const rulesOf = (codec: Codec): HostRules => ({ codec, cipher, suite: acceptance, cards: testCards })
const keys = { pik: unhex(testKeys.pik), mak: unhex(testKeys.mak) }
const tmk = unhex(testKeys.tmk)
const MAC_BYTES = 16

/** The same numbers for the same seed (xorshift32). */
const random = (seed: number) => {
  let state = seed | 0 || 1
  return (below: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
type Random = ReturnType<typeof random>

/** What an input showed, as a short text; throws when it broke something. */
export type Target = (input: Uint8Array, next: Random) => string

const spelledOnce =
  (codec: Codec): Target =>
  (input) => {
    const message = unpack(codec, input)
    if (hex(pack(codec, message)) !== hex(input)) throw new Error('a message with two spellings')
    trace(codec, message)
    return `read ${identify(codec, message)?.name ?? message.mti}`
  }

const streamed =
  ({ dialect }: Codec): Target =>
  (input, next) => {
    let whole = 0
    const split = splitter(dialect.frame, () => whole++)
    const framed = frame(input, dialect.frame.lengthBytes)
    for (let at = 0; at < framed.length; ) {
      const size = 1 + next(64)
      split.push(framed.subarray(at, at + size))
      at += size
    }
    return `stream ${whole} ${split.pending()}`
  }

/** The host as a terminal with the right keys meets it: what is mutated is sealed again. */
const hosted = (codec: Codec): Target => {
  const rules = rulesOf(codec)
  let session: Session | null = null
  let heard = 0
  return (input) => {
    const message = unpack(codec, input)
    const transaction = identify(codec, message)
    if (transaction === null) return `unknown ${message.mti}`
    const body = Uint8Array.from(input)
    if (carriesMac(message) && body.length > codec.bitmapAt + MAC_BYTES)
      sealMac(cipher, keys.mak, body, codec.mac)
    const request = askedBy({ message: unpack(codec, body), body, transaction, at: AT })
    if (heard++ % SESSION === 0) session = null
    const { step } = befall(acceptance.answers, {}, request)
    const before: Session | null = session
    const { decision, session: after } =
      transaction.name === 'sign-in' || before === null
        ? signIn(rules, before, { ...request, transaction: signInRow }, { tmk, keys, runOver: false }, step)
        : { decision: decide(rules, before, request, step), session: before }
    session = after === null ? null : evolve(after, decision.change)
    unpack(codec, packAnswer(rules, request, decision, keys.mak))
    return `${transaction.name} ${decision.code} ${decision.delivery} ${decision.facts.map(({ fact }) => fact).join()}`
  }
}
const signInRow = unionpay.dialect.transactions.find(
  ({ name }) => name === 'sign-in',
) as (typeof unionpay.dialect.transactions)[number]

const INTERESTING = [0x00, 0x01, 0x09, 0x0a, 0x10, 0x19, 0x20, 0x37, 0x7f, 0x80, 0x99, 0x9f, 0xa0, 0xff]

const mutate = (
  corpus: readonly Uint8Array[],
  next: Random,
  { bitmapAt, farFieldsAt, dialect }: Codec,
): Uint8Array => {
  const bitmapBytes = farFieldsAt === 0 ? 8 : farFieldsAt - bitmapAt
  let bytes = Uint8Array.from(corpus[next(corpus.length)] as Uint8Array)
  for (let turns = 1 + next(4); turns > 0; turns--) {
    const at = next(bytes.length || 1)
    switch (next(8)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8))
        break
      case 1:
        bytes[at] = next(256)
        break
      case 2:
        bytes[at] = INTERESTING[next(INTERESTING.length)] as number
        break
      case 3:
        bytes[bitmapAt + next(bitmapBytes)] = (bytes[bitmapAt + next(bitmapBytes)] ?? 0) ^ (1 << next(8))
        break
      case 4:
        bytes = bytes.slice(0, at)
        break
      case 5: {
        const more = new Uint8Array(1 + next(8)).map(() => next(256))
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...more, ...bytes.subarray(at)])
        break
      }
      case 6:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + next(8))])
        break
      default: {
        const other = corpus[next(corpus.length)] as Uint8Array
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...other.subarray(next(other.length || 1))])
      }
    }
  }
  const most = dialect.frame.maxBytes + 64
  return bytes.length > most ? bytes.slice(0, most) : bytes
}

/** Published messages, and one of each request the simulated terminal can make. */
const seeds = async (codec: Codec): Promise<Uint8Array[]> => {
  const rules = rulesOf(codec)
  const made: Uint8Array[] = codec === unionpay ? samples.messages.map((sample) => unhex(sample.hex)) : []
  let session: Session | null = null
  const link = async (body: Uint8Array): Promise<Uint8Array> => {
    made.push(body)
    const message = unpack(codec, body)
    const transaction = identify(codec, message)
    if (transaction === null) throw new Error('the terminal sent what the dialect does not have')
    const request = askedBy({ message, body, transaction, at: AT })
    if (transaction.name === 'sign-in') {
      const signed = signIn(rules, session, request, { tmk, keys, runOver: false })
      session = signed.session
      return packAnswer(rules, request, signed.decision, null)
    }
    const decision = decide(rules, session, request)
    if (session !== null) session = evolve(session, decision.change)
    return packAnswer(rules, request, decision, keys.mak)
  }
  const who = { terminalNo: testKeys.terminalNo, merchantNo: testKeys.merchantNo, tmk }
  const card = { pan: testCards.demoPan, pin: testCards.pin, code: testCards.demoCode }
  const machine = terminalMachine({ ...who, ...card }, link, cipher, null, codec)
  const steps = suites.get('full')?.steps ?? []
  for (const { step, do: doing } of steps) await machine.perform(step, doing as Doing)
  return made
}

export type Found = { readonly what: string; readonly input: string }
export type Fuzzed = {
  readonly inputs: number
  readonly seed: number
  readonly found: Found | null
  readonly outcomes: number
  readonly corpus: number
  readonly blocks: number
  readonly slowestMs: number
  readonly growthMb: number
}

const heapMb = (): number => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Runs so many inputs; stops at the first that breaks something. `more` targets are for trying the fuzzer itself. */
export const fuzz = async (
  inputs: number,
  seed: number,
  {
    more = [],
    told,
    codec = unionpay,
  }: { more?: readonly Target[]; told?: (done: number) => void; codec?: Codec } = {},
): Promise<Fuzzed> => {
  const next = random(seed)
  const once = spelledOnce(codec)
  const targets = [once, once, streamed(codec), hosted(codec), ...more]
  const corpus = await seeds(codec)
  const kept = corpus.length
  const outcomes = new Set<string>()
  await freshBlocks()
  let found: Found | null = null
  let slowestMs = 0
  let done = 0
  let settledMb = 0

  const run = (input: Uint8Array): boolean => {
    const target = targets[next(targets.length)] as Target
    const start = performance.now()
    let outcome: string
    try {
      outcome = target(input, next)
    } catch (error) {
      if (error instanceof Malformed && error.rule !== 'ISO-8') outcome = `${error.rule} ${error.field}`
      else {
        found = {
          what: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
          input: hex(input),
        }
        return false
      }
    }
    const ms = performance.now() - start
    // A pause of the machine is not a hang: what is slow is tried again.
    if (ms > SLOW_MS && again(target, input) > SLOW_MS)
      found = { what: `slower than ${SLOW_MS} ms`, input: hex(input) }
    slowestMs = Math.max(slowestMs, ms)
    if (outcomes.has(outcome)) return false
    outcomes.add(outcome)
    return true
  }
  const again = (target: Target, input: Uint8Array): number => {
    const start = performance.now()
    try {
      target(input, next)
    } catch {
      // Only its time is asked for.
    }
    return performance.now() - start
  }
  const keep = (input: Uint8Array) => {
    if (corpus.length < CORPUS) corpus.push(input)
    else corpus[kept + next(CORPUS - kept)] = input
  }

  while (done < inputs && found === null) {
    const batch: Uint8Array[] = []
    for (let each = 0; each < BATCH && done < inputs && found === null; each++) {
      const input = mutate(corpus, next, codec)
      done++
      if (run(input)) keep(input)
      else batch.push(input)
    }
    // Asking V8 costs more than a batch: after the first rounds only now and then.
    if ((done < 200_000 || done % (BATCH * 64) === 0) && (await freshBlocks()) > 0)
      for (const input of batch.slice(0, 16)) keep(input)
    if (done >= inputs / 10 && settledMb === 0) settledMb = heapMb()
    if (done % (BATCH * 1_000) === 0) told?.(done)
  }
  const growthMb = Math.max(0, heapMb() - settledMb)
  if (found === null && growthMb > GROWTH_MB)
    found = { what: `the heap grew by ${growthMb.toFixed(1)} MB`, input: '' }
  return {
    inputs: done,
    seed,
    found,
    outcomes: outcomes.size,
    corpus: corpus.length,
    blocks: blocksRun(),
    slowestMs: Number(slowestMs.toFixed(1)),
    growthMb: Number(growthMb.toFixed(1)),
  }
}

if (import.meta.main) {
  const [inputs = 10_000_000, seed = 8583] = process.argv.slice(2, 4).map(Number)
  const codec = dialects.get(process.argv[4] ?? unionpay.dialect.name)
  if (codec === undefined) throw new Error(`no dialect ${process.argv[4]}`)
  const started = performance.now()
  const result = await fuzz(inputs, seed, {
    codec,
    told: (done) => process.stderr.write(`${done.toLocaleString('en')}\n`),
  })
  const seconds = Math.round((performance.now() - started) / 1000)
  process.stdout.write(`${JSON.stringify({ ...result, seconds })}\n`)
  process.exitCode = result.found === null ? 0 : 1
}
