/** `npm run check`: types, lint, format, unused code and the house's laws, side by side. Prints what failed. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')

const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ...['packages', 'apps/server', 'apps/web']
    .filter((project) => existsSync(join(root, project, 'tsconfig.json')))
    .map((project) => [`types in ${project}`, 'tsc', '-p', project] as const),
  ['lint', 'oxlint', '--type-aware', '--format=unix'],
  ['format', 'biome', 'format', '--reporter=summary', '.'],
  ['unused code', 'knip'],
  ['the house', process.execPath, 'scripts/check-house.ts'],
]

const run = async ([name, command, ...args]: (typeof checks)[number]): Promise<boolean> => {
  const started = performance.now()
  const PATH = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter)
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += error.message
      resolve(-1)
    })
    child.once('close', resolve)
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(
    `${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n${code === 0 ? '' : `${output.trimEnd()}\n`}`,
  )
  return code === 0
}

const results = await Promise.all(checks.map(run))
process.exitCode = results.every(Boolean) ? 0 : 1
