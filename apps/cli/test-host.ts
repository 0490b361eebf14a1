import { parseArgs } from 'node:util'
import { keyCheckValue } from '#iso8583/key-check.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { acceptance } from '#iso8583/suite.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { desCipher } from '../server/src/test-host/des.ts'
import { startTestHost } from '../server/src/test-host/host.ts'
import type { RunResult } from '../server/src/test-host/ports.ts'

/** A finished run's last answer, and a sign-off, still find the host. */
const GRACE_MS = 1_000

const USAGE = `usage: fangxin test-host [--port 8583] [--once] [--lang zh|en] [--json]
A stand-alone ISO 8583 test host on loopback for the published demonstration terminal.
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
  } as const
  let asked: { port: number; once: boolean; lang: 'zh' | 'en'; json: boolean }
  try {
    const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('port')
    if (values.lang !== 'zh' && values.lang !== 'en') throw new Error('lang')
    asked = { ...values, port, lang: values.lang }
  } catch {
    process.stderr.write(USAGE)
    return 2
  }
  const { json, lang, once } = asked
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
    say({ run: result }, card(result, lang))
    if (once) setTimeout(() => ended(result), GRACE_MS)
  }
  try {
    const host = await startTestHost({
      port: asked.port,
      terminals: {
        find: async (terminal, merchant) =>
          terminal === terminalNo && merchant === merchantNo ? { tmk, runId: `run_${run}` } : null,
      },
      onObservation: ({ transaction, code, facts, at }) =>
        say(
          { at, transaction, code, facts },
          `${at} ${transaction} → ${code} ${facts.map(({ fact }) => fact).join(', ')}`,
        ),
      onRunComplete: report,
      onTrouble: (trouble) => say({ trouble }, `${trouble.rule} ${trouble.detail}`),
    })
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    const check = hex(keyCheckValue(desCipher(), tmk))
    say(
      {
        listening: { host: '127.0.0.1', port: host.port },
        terminalNo,
        merchantNo,
        tmk: testKeys.tmk,
        kcv: check,
      },
      `127.0.0.1:${host.port}  terminal ${terminalNo}  merchant ${merchantNo}\ntest TMK ${testKeys.tmk}  KCV ${check}`,
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

const card = ({ outcome, progress }: RunResult, lang: 'zh' | 'en'): string => {
  const mark = { seen: '✓', failed: '✗', waiting: '·' }
  const steps = progress.steps.map(({ step, state }) => {
    const spec = acceptance.steps.find((candidate) => candidate.step === step)
    return `${mark[state]} ${spec?.words[lang] ?? step}`
  })
  const verdict = outcome === 'passed' ? { zh: '通过', en: 'Passed' } : { zh: '未通过', en: 'Failed' }
  return [...steps, verdict[lang]].join('\n')
}
