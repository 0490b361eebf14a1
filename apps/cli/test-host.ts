import { parseArgs } from 'node:util'
import { readFileSync } from 'node:fs'
import { readScript, type Script, scripts } from '#iso8583/bad-host.ts'
import { type Codec, isKeySuite, type KeySuite, keySuites } from '#iso8583/dialect.ts'
import { keyCheckValue } from '#iso8583/key-check.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { type Suite, suites } from '#iso8583/suite.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { unionpayDialect } from '#iso8583/unionpay.ts'
import { keyCiphers } from '../server/src/test-host/key-ciphers.ts'
import { startTestHost } from '../server/src/test-host/host.ts'
import { dialects } from '#iso8583/dialects.ts'
import { dialectOf } from './dialect-file.ts'
import { suiteOf } from './suite-file.ts'
import type { RunResult } from '../server/src/test-host/ports.ts'

/** A finished run's last answer, and a sign-off, still find the host. */
const GRACE_MS = 1_000

const USAGE = `usage: fangxin test-host [--port 8583] [--suite ${[...suites.keys()].join('|')}|FILE] [--script ${[...scripts.keys()].join('|')}|FILE]
  [--tls-port N --tls-cert FILE --tls-key FILE] [--suite-of-keys ${keySuites.join('|')}]
  [--dialect ${[...dialects.keys()].join('|')}|FILE] [--once] [--lang zh|en] [--trace] [--json]
A stand-alone ISO 8583 test host on loopback for the published demonstration terminal.
--script plays a bad day: a data file as packages/iso8583/README.md describes, or the built-in one by name.
--trace shows each message field by field, as far as the host shows it: docs/iso8583-client.md says what it hides.
--once ends after the first finished run: exit 0 when it passed, 1 when it failed. Exit 2: usage, or the port is taken.
`

/** `fangxin test-host`: prints its port, keys and everything it sees; stays until SIGINT or SIGTERM. */
export const testHost = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    process.stdout.write(USAGE)
    return 0
  }
  const options = {
    port: { type: 'string', default: '8583' },
    once: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'zh' },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    suite: { type: 'string', default: 'acceptance' },
    script: { type: 'string' },
    dialect: { type: 'string', default: unionpayDialect.name },
    'suite-of-keys': { type: 'string', default: 'tdes' },
    'tls-port': { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
  } as const
  let asked: Asked
  try {
    const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('port')
    const keySuite = values['suite-of-keys']
    if (!isKeySuite(keySuite)) throw new Error('suite of keys')
    if (values.lang !== 'zh' && values.lang !== 'en') throw new Error('lang')
    const suite = suiteOf(values.suite)
    asked = {
      ...values,
      port,
      lang: values.lang,
      keySuite,
      suite,
      codec: dialectOf(values.dialect),
      script: values.script === undefined ? null : scriptOf(values.script),
      tls: tlsOf(values['tls-port'], values['tls-cert'], values['tls-key']),
    }
  } catch (error) {
    const said = error instanceof Error && /ISO-|TEST-8/.test(error.message) ? `${error.message}\n` : ''
    process.stderr.write(said + USAGE)
    return 2
  }
  const { json, lang, once, suite, script, tls, keySuite, codec } = asked
  const say = (object: object, text: string): void => {
    process.stdout.write(`${json ? JSON.stringify(object) : text}\n`)
  }
  const { terminalNo, merchantNo } = testKeys
  const tmk = unhex(testKeys.tmk)
  let run = 1
  let ended: (result: RunResult | null) => void = () => undefined
  const end = new Promise<RunResult | null>((resolve) => {
    ended = resolve
  })
  const stop = () => ended(null)
  const report = (result: RunResult) => {
    run++
    say({ run: result }, card(result, suite, lang))
    if (once) setTimeout(() => ended(result), GRACE_MS)
  }
  try {
    const host = await startTestHost({
      port: asked.port,
      suite,
      codec,
      ...(tls === null ? {} : { tls }),
      terminals: {
        find: async (terminal, merchant) =>
          terminal === terminalNo && merchant === merchantNo
            ? { tmk, keySuite, runId: `run_${run}`, ...(script === null ? {} : { script }) }
            : null,
      },
      onObservation: ({ transaction, code, facts, at, trace }) => {
        const seen = asked.trace ? trace() : null
        say(
          { at, transaction, code, facts, ...seen },
          [
            `${at} ${transaction} → ${code} ${facts.map(({ fact }) => fact).join(', ')}`,
            ...[...(seen?.request ?? []), ...(seen?.answer ?? [])].map(
              ({ field, words, value }) => `  ${field === 0 ? '' : field}\t${words[lang]}\t${value}`,
            ),
          ].join('\n'),
        )
      },
      onRunComplete: report,
      onTrouble: (trouble) => say({ trouble }, `${trouble.rule} ${trouble.detail}`),
    })
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    const check = hex(keyCheckValue(keyCiphers()[keySuite], tmk))
    say(
      {
        listening: { host: '127.0.0.1', port: host.port, tlsPort: host.tlsPort },
        script: script?.name ?? null,
        dialect: codec.dialect.name,
        terminalNo,
        merchantNo,
        keySuite,
        tmk: testKeys.tmk,
        kcv: check,
      },
      `127.0.0.1:${host.port}${host.tlsPort === null ? '' : ` (TLS ${host.tlsPort})`}  terminal ${terminalNo}  merchant ${merchantNo}\ntest TMK ${testKeys.tmk}  KCV ${check}${codec.dialect.words === undefined ? '' : `\n${codec.dialect.name}: ${codec.dialect.words[lang]}`}`,
    )
    const result = await end
    await host.close()
    return result === null || result.outcome === 'passed' ? 0 : 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

type Asked = {
  readonly port: number
  readonly once: boolean
  readonly trace: boolean
  readonly lang: 'zh' | 'en'
  readonly json: boolean
  readonly suite: Suite
  readonly keySuite: KeySuite
  readonly codec: Codec
  readonly script: Script | null
  readonly tls: { readonly port: number; readonly cert: string; readonly key: string } | null
}

/** A built-in script by name, or a file. */
const scriptOf = (nameOrFile: string): Script =>
  scripts.get(nameOrFile) ??
  readScript(readFileSync(nameOrFile, 'utf8'), new Set(unionpayDialect.transactions.map(({ name }) => name)))

const tlsOf = (port?: string, cert?: string, key?: string): Asked['tls'] => {
  if (port === undefined && cert === undefined && key === undefined) return null
  const number = Number(port)
  if (!Number.isInteger(number) || number < 0 || number > 65_535 || cert === undefined || key === undefined)
    throw new Error('tls')
  return { port: number, cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
}

const card = ({ outcome, progress }: RunResult, suite: Suite, lang: 'zh' | 'en'): string => {
  const mark = { seen: '✓', failed: '✗', waiting: '·', begun: '·' }
  const steps = progress.steps.map(({ step, state }) => {
    const spec = suite.steps.find((candidate) => candidate.step === step)
    return `${mark[state]} ${spec?.words[lang] ?? step}`
  })
  const verdict = outcome === 'passed' ? { zh: '通过', en: 'Passed' } : { zh: '未通过', en: 'Failed' }
  return [...steps, verdict[lang]].join('\n')
}
