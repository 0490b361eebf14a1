/**
 * `npm run switched-off`: each control of the vault, of signing, of custody and identity and of the test host is switched
 * off once, in a copy of the tree, and the test that should notice must turn red. With words as arguments, only the
 * controls whose names hold one of them.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agreementControls } from './switched-off/agreement-controls.ts'
import type { Control } from './switched-off/control.ts'
import { custodyControls } from './switched-off/custody-controls.ts'
import { terminalControls } from './switched-off/terminal-controls.ts'
import { vaultControls } from './switched-off/vault-controls.ts'
import type { Report } from './test.ts'

const controls = [...agreementControls, ...custodyControls, ...terminalControls, ...vaultControls]

const root = join(import.meta.dirname, '..')

/** The file with its control off; throws when the control's line is not there exactly once. */
export const switchedOff = ({ file, on, off, control }: Control, folder = root): string => {
  const text = readFileSync(join(folder, file), 'utf8')
  if (text.split(on).length !== 2)
    throw new Error(`“${control}”: its line stands ${text.split(on).length - 1} times in ${file}`)
  return text.replace(on, () => off)
}

type Verdict = 'red' | 'green' | 'broken'

/** Runs one test; red only if an assertion failed, not if the file could not be run at all. */
const run = (folder: string, { test, named }: Control): Verdict => {
  const report = join(folder, '.cache/switched-off.json')
  rmSync(report, { force: true })
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
  const args = [
    'run',
    test,
    ...(named === '' ? [] : ['-t', named]),
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  const { stderr } = spawnSync(process.execPath, [vitest, ...args], { cwd: folder, timeout: 400_000 })
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
    const statuses = testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ status }) => status),
    )
    if (statuses.includes('failed')) return 'red'
    if (statuses.includes('passed') && testResults.every(({ status }) => status === 'passed')) return 'green'
  } catch (error) {
    // No report: the run itself broke, which proves nothing.
    process.stderr.write(`${(error as Error).message}\n`)
  }
  process.stderr.write(stderr.toString().slice(-2_000))
  return 'broken'
}

const main = (words: readonly string[]): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-off-'))
  const left = new Set(['node_modules', '.git', '.cache', 'var'])
  cpSync(root, folder, {
    recursive: true,
    filter: (source) => !left.has(source.slice(root.length + 1).split('/')[0] ?? ''),
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const wanted = controls.filter(
    ({ control }) => words.length === 0 || words.some((word) => control.includes(word)),
  )
  const greens = new Map<string, Verdict>()
  let ok = true
  try {
    for (const each of wanted) {
      const { control, file, test, named } = each
      const at = `${test} ${named}`
      if (!greens.has(at)) greens.set(at, run(folder, each))
      const path = join(folder, file)
      const before = readFileSync(path, 'utf8')
      writeFileSync(path, switchedOff(each, folder))
      const off = run(folder, each)
      writeFileSync(path, before)
      const good = greens.get(at) === 'green' && off === 'red'
      ok &&= good
      process.stdout.write(`${good ? '✓' : '✗'} ${control}: on ${greens.get(at)}, off ${off} (${test})\n`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return ok
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2)) ? 0 : 1
