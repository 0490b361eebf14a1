#!/usr/bin/env node
// The command's door stays plain JavaScript, so that an older Node can say what is missing instead of failing to parse.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(
    'fangxin needs Node 24 or newer; `npm start` or `npm test` in this folder installs one, then use `npx fangxin`.\n',
  )
  process.exit(2)
}
const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
