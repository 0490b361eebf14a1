/** `npm run bench [name …]`: runs each measured promise in a process of its own, one after another. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const promises = ['corridor', 'iso8583', 'test-host', 'contract-guard']
const asked = process.argv.slice(2)
const unknown = asked.find((name) => !promises.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`no such bench: ${unknown}; there are ${promises.join(', ')}\n`)
  process.exit(2)
}
for (const name of asked.length ? asked : promises) {
  process.stdout.write(`\n# ${name}\n`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
