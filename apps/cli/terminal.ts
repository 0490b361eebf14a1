import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isKeySuite, type KeySuite, keySuites } from '#iso8583/dialect.ts'
import { unhex } from '#iso8583/hex.ts'
import { unionpayDialect } from '#iso8583/unionpay.ts'
import { type SuiteStep, suites } from '#iso8583/suite.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { keyCiphers } from '../server/src/test-host/key-ciphers.ts'
import { dialects } from '#iso8583/dialects.ts'
import { dialectOf } from './dialect-file.ts'
import { suiteOf } from './suite-file.ts'
import { isAboutIdentity, prove, readIdentity, terminalIdentity } from './terminal-identity.ts'
import { tcpLink } from './terminal-link.ts'
import { type Misbehaviour, misbehaviours, terminalMachine } from './terminal-machine.ts'

const USAGE = `usage: fangxin terminal --port N [--terminal-no T --merchant-no M --tmk HEX [--serial S]]
  [--host 127.0.0.1] [--suite ${[...suites.keys()].join('|')}|FILE] [--tls-ca FILE] [--lang zh|en] [--timeout-ms 3000] [--json]
  [--suite-of-keys ${keySuites.join('|')}] [--dialect ${[...dialects.keys()].join('|')}|FILE]
  [--identity FILE --house URL] [--misbehave ${misbehaviours.join('|')}]
A simulated terminal. It signs in and runs the suite against the test host; test cards and test keys only.
Without numbers and key it is the published demonstration terminal that \`fangxin test-host\` knows.
With an identity (FILE, made by --enrol) it proves itself to the house first, so that the card says it was this very terminal.
Its identity: --enrol | --prove | --answer FACTOR, each with --help.
Exit: 0 every step went as a terminal expects, 1 one did not or the host cannot be reached, 2 usage.
`

type StepReport = { step: string; ok: boolean; expected: string; became: string; trace: string; ms: number }

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string' },
  suite: { type: 'string', default: 'acceptance' },
  'terminal-no': { type: 'string', default: testKeys.terminalNo },
  'merchant-no': { type: 'string', default: testKeys.merchantNo },
  serial: { type: 'string' },
  tmk: { type: 'string', default: testKeys.tmk },
  lang: { type: 'string', default: 'zh' },
  'timeout-ms': { type: 'string', default: '3000' },
  'suite-of-keys': { type: 'string', default: 'tdes' },
  dialect: { type: 'string', default: unionpayDialect.name },
  misbehave: { type: 'string' },
  identity: { type: 'string' },
  house: { type: 'string' },
  'tls-ca': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const read = (args: string[]) => {
  const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
  const port = Number(values.port)
  const timeoutMs = Number(values['timeout-ms'])
  const misbehave = values.misbehave ?? null
  const suite = suiteOf(values.suite)
  const keySuite = values['suite-of-keys']
  const codec = dialectOf(values.dialect)
  const sound =
    Number.isInteger(port) &&
    port > 0 &&
    port < 65_536 &&
    Number.isInteger(timeoutMs) &&
    timeoutMs > 0 &&
    /^[\x20-\x7e]{8}$/.test(values['terminal-no']) &&
    /^[\x20-\x7e]{15}$/.test(values['merchant-no']) &&
    /^[\x21-\x7e]{1,50}$/.test(values.serial ?? '-') &&
    /^([0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{48})$/i.test(values.tmk) &&
    (values.lang === 'zh' || values.lang === 'en') &&
    isKeySuite(keySuite) &&
    (keySuite === 'tdes' || values.tmk.length === 32) &&
    (values.identity === undefined) === (values.house === undefined) &&
    URL.canParse(values.house ?? 'http://127.0.0.1') &&
    (misbehave === null || (misbehaviours as readonly string[]).includes(misbehave))
  if (!sound) throw new Error('unusable arguments')
  const tlsCa = values['tls-ca']
  return {
    ...values,
    port,
    timeoutMs,
    suite,
    codec,
    ca: tlsCa === undefined ? null : readFileSync(tlsCa, 'utf8'),
    lang: values.lang as 'zh' | 'en',
    terminalNo: values['terminal-no'],
    merchantNo: values['merchant-no'],
    tmk: unhex(values.tmk),
    serialNo: values.serial,
    keySuite: keySuite as KeySuite,
    misbehave: misbehave as Misbehaviour | null,
  }
}

/** `fangxin terminal`: behaves as a terminal and prints each step. The verdict that counts is the host's. */
export const terminal = async (args: string[]): Promise<number> => {
  if (isAboutIdentity(args)) return terminalIdentity(args)
  if (args.includes('--help')) {
    process.stdout.write(USAGE)
    return 0
  }
  let asked: ReturnType<typeof read>
  try {
    asked = read(args)
  } catch (error) {
    process.stderr.write(
      error instanceof Error && /TEST-8|ISO-9/.test(error.message) ? `${error.message}\n` : USAGE,
    )
    return 2
  }
  const {
    keySuite,
    codec,
    host,
    port,
    timeoutMs,
    terminalNo,
    merchantNo,
    serialNo,
    tmk,
    misbehave,
    lang,
    json,
    suite,
    ca,
  } = asked
  const identity = {
    terminalNo,
    merchantNo,
    ...(serialNo !== undefined && { serialNo }),
    tmk,
    keySuite,
    pan: testCards.demoPan,
    pin: testCards.pin,
    code: testCards.demoCode,
  }
  const machine = terminalMachine(
    identity,
    tcpLink(host, port, timeoutMs, ca, codec.dialect.frame),
    keyCiphers()[keySuite],
    misbehave,
    codec,
  )
  if (asked.identity !== undefined && asked.house !== undefined)
    try {
      await prove(asked.house, await readIdentity(asked.identity))
    } catch (error) {
      // A house that may not be told who it is signs no card for it: nothing of the suite is worth its time.
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      return 1
    }
  const reports: StepReport[] = []
  let trouble: string | null = null
  for (const spec of suite.steps) {
    const start = performance.now()
    try {
      const { became, trace } = await machine.perform(spec.step, spec.do)
      const expected = spec.do.expect ?? '00'
      const report = { step: spec.step, ok: became === expected, expected, became, trace }
      reports.push({ ...report, ms: Math.round(performance.now() - start) })
      if (!json) process.stdout.write(line(spec, reports.at(-1) as StepReport, lang))
      if (spec.step === 'sign-in' && !report.ok) break
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error)
      break
    }
  }
  const required = suite.steps.filter((spec) => spec.required)
  const passed = required.every(({ step }) => reports.some((report) => report.step === step && report.ok))
  if (json)
    process.stdout.write(
      `${JSON.stringify({ suite: suite.name, terminalNo, merchantNo, misbehave, passed, trouble, steps: reports })}\n`,
    )
  else {
    if (trouble !== null) process.stderr.write(`${trouble}\n`)
    const verdict = passed
      ? { zh: '终端侧全部符合预期', en: 'Everything went as the terminal expects' }
      : { zh: '终端侧未全部符合预期', en: 'Not everything went as the terminal expects' }
    process.stdout.write(`${verdict[lang]}\n`)
  }
  return passed ? 0 : 1
}

const line = (spec: SuiteStep, report: StepReport, lang: 'zh' | 'en'): string =>
  `${report.ok ? '✓' : '✗'} ${spec.words[lang]}  [${report.became}${report.ok ? '' : ` ≠ ${report.expected}`}]  ${report.ms} ms\n`
