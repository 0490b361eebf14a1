import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'

/** What the READMEs tell people to type is typed here; only the port is another, so that nobody's is taken. */

const root = join(import.meta.dirname, '..')
const cli = join(root, 'apps/cli/fangxin.mjs')

const commands = (file: string): string[][] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^npx fangxin ([^#\n]+)/gm)].map(([, line = '']) =>
    line.trim().split(/\s+/),
  )

const run = async (args: string[]): Promise<{ code: number; stdout: string }> => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { cwd: root })
    return { code: 0, stdout }
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string }
    return { code, stdout }
  }
}

let host: ChildProcess | null = null
afterAll(() => void host?.kill())

const openHost = (args: string[]): Promise<string> => {
  const child = spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  host = child
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /\b(\d{4,5})\b/.exec(line)?.[1]
      if (port !== undefined) resolve(port)
    })
    child.once('exit', (code) => reject(new Error(`test-host ended with ${code}`)))
  })
}

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const [check = [], cost = [], testHost = [], terminal = [], verify = []] = commands(file)

  test('names the five commands it shows', () => {
    const shown = [check, cost, testHost, terminal, verify].map(([name]) => name)
    expect(shown).toEqual(['check', 'cost', 'test-host', 'terminal', 'verify'])
  })

  test('check finds the traps of the example and quotes them from its text', async () => {
    const { code, stdout } = await run(check)
    expect(code).toBe(1)
    const { findings } = JSON.parse(stdout) as { findings: { quote: string; start: number; end: number }[] }
    const text = readFileSync(join(root, 'examples/contract.txt'), 'utf8')
    expect(findings.length).toBeGreaterThan(5)
    for (const { quote, start, end } of findings) expect(text.slice(start, end)).toBe(quote)
  })

  test('cost warns of the bait', async () => {
    const { code, stdout } = await run(cost)
    expect(code).toBe(1)
    expect(stdout).toContain('66246.00')
  })

  test('the terminal passes the acceptance suite at the host', async () => {
    const port = await openHost(testHost.map((word) => (word === '8583' ? '0' : word)))
    const { code, stdout } = await run(terminal.map((word) => (word === '8583' ? port : word)))
    host?.kill()
    host = null
    expect({ code, stdout }).toMatchObject({ code: 0 })
  })

  test('verify finds the sealed example intact', async () => {
    const { code, stdout } = await run(verify)
    expect({ code, stdout }).toMatchObject({ code: 0 })
    expect(stdout).toContain('乙级')
  })
})
