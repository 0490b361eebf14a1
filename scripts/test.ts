/** `npm test`: every test, then one last line that counts them. Arguments go to vitest: `npm test -- packages/fees`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The part of vitest's JSON report that is counted. */
export type Report = {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** `12 passed, 0 failed`, with `, 1 skipped` if any. A file that failed before its first test counts as one failure. */
export const count = (report: Report): { line: string; ok: boolean } => {
  let [passed, failed, skipped] = [0, 0, 0]
  for (const { status, assertionResults } of report.testResults) {
    const failures = assertionResults.filter((result) => result.status === 'failed').length
    const passes = assertionResults.filter((result) => result.status === 'passed').length
    passed += passes
    failed += status === 'failed' && failures === 0 ? 1 : failures
    skipped += assertionResults.length - passes - failures
  }
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return { line, ok: passed > 0 && failed === 0 }
}

const test = async (args: readonly string[]): Promise<boolean> => {
  const root = join(import.meta.dirname, '..')
  const reportFile = join(root, '.cache/test-report.json')
  rmSync(reportFile, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const vitest = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const [code] = (await once(vitest, 'close')) as [number | null]
  const { line, ok } = count(JSON.parse(readFileSync(reportFile, 'utf8')) as Report)
  process.stdout.write(`${line}\n`)
  return ok && code === 0
}

if (import.meta.main) process.exitCode = (await test(process.argv.slice(2))) ? 0 : 1
