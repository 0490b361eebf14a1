/**
 * `npm run bench [name …]`: runs each measured promise in a process of its own, one after another. Numbers behind a name
 * are its own: `npm run bench -- rotation 1000000`.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const promises = [
  'corridor',
  'iso8583',
  'test-host',
  'contract-guard',
  'reading',
  'vault',
  'rotation',
  'heartbeats',
]
const given = process.argv.slice(2)
const asked = given.filter((each) => !/^\d+$/.test(each))
const unknown = asked.find((name) => !promises.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`no such bench: ${unknown}; there are ${promises.join(', ')}\n`)
  process.exit(2)
}
/** The numbers that stand behind a name. */
const numbersOf = (name: string): string[] => {
  const rest = given.slice(given.indexOf(name) + 1)
  const end = rest.findIndex((each) => !/^\d+$/.test(each))
  return given.includes(name) ? rest.slice(0, end < 0 ? rest.length : end) : []
}
for (const name of asked.length ? asked : promises) {
  process.stdout.write(`\n# ${name}\n`)
  const { status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, `${name}.ts`), ...numbersOf(name)],
    {
      stdio: 'inherit',
    },
  )
  if (status !== 0) process.exitCode = 1
}
