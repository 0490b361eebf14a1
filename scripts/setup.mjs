// Run by npm before `start`, `test`, `check` and `bench`, with whatever Node the machine has (20 or newer),
// so plain JavaScript. Brings the packages (Node 26 and PostgreSQL 18 among them), the built front end and,
// for tests, a browser; each only when something changed. After it, `node` in the next npm script is ours.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...path) => join(root, ...path)
const purpose = process.argv[2] ?? 'start'
const TICK_MS = 2_500

const say = (line) => process.stdout.write(`fangxin: ${line}\n`)
const fail = (line) => {
  process.stderr.write(`fangxin: ${line}\n`)
  process.exit(1)
}
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const readOr = (path, otherwise) => {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

/** Runs a program, saying every few seconds that it still does; its output is shown only if it fails. */
const run = (what, command, args, env = {}) =>
  new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
    const tick = setInterval(() => {
      say(`${what} … ${seconds()}`)
      lock?.touch()
    }, TICK_MS)
    // An interrupted set-up must not leave npm at work behind the next one's back.
    const kill = () => child.kill()
    process.once('exit', kill)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    const end = (code) => {
      clearInterval(tick)
      process.off('exit', kill)
      if (code === 0) say(`${what}: done in ${seconds()}`)
      else process.stderr.write(output.slice(-8_000))
      resolve(code === 0)
    }
    child.once('error', (error) => {
      output += error.message
      end(-1)
    })
    child.once('close', end)
  })

// One set-up at a time: two `npm ci` in one directory destroy each other's work.
const lockFile = at('.cache/setup.lock')
const STALE_MS = 20_000
let lock

const isHeld = () => {
  const holder = Number(readOr(lockFile, '').split(' ')[0])
  try {
    const fresh = Date.now() - fs.statSync(lockFile).mtimeMs < STALE_MS
    if (!fresh || !(holder > 0)) return fresh
    process.kill(holder, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const takeLock = async () => {
  const mine = `${process.pid} ${Math.random()}`
  fs.mkdirSync(at('.cache'), { recursive: true })
  for (let waited = 0; ; waited += 500) {
    try {
      fs.writeFileSync(lockFile, mine, { flag: 'wx' })
      // Whoever else found the same stale lock may have removed ours with it.
      await sleep(50)
      if (readOr(lockFile, '') === mine) break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isHeld()) fs.rmSync(lockFile, { force: true })
    }
    if (waited % TICK_MS === 0) say('another set-up is at work here; waiting for it')
    await sleep(500)
  }
  const release = () => readOr(lockFile, '') === mine && fs.rmSync(lockFile, { force: true })
  process.once('exit', release)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))
  return { touch: () => fs.existsSync(lockFile) && fs.utimesSync(lockFile, new Date(), new Date()) }
}

const installStamp = at('node_modules/.setup-stamp')
const wantedInstall = createHash('sha256')
  .update(fs.readFileSync(at('package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex')

const isLink = (path) => fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
// A linked node_modules belongs to another checkout, which keeps it.
const isInstalled = () => isLink(at('node_modules')) || readOr(installStamp, '') === wantedInstall

/** Headers beside this Node spare node-gyp their download: a machine without the world outside builds its addons as well. */
const headersHere = resolve(dirname(process.execPath), '..')
if (fs.existsSync(join(headersHere, 'include/node/node.h'))) process.env.npm_config_nodedir ??= headersHere

const npm = (what, args) => {
  // Not the Node inside node_modules, which is about to be replaced; dev packages whatever NODE_ENV says.
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const script = process.env.npm_execpath
  return script === undefined
    ? run(what, 'npm', [...args, ...flags])
    : run(what, process.env.npm_node_execpath ?? process.execPath, [script, ...args, ...flags])
}

const install = async () => {
  say('installing packages (the first time takes one to three minutes)')
  const done =
    (await npm('installing packages', ['ci'])) ||
    (say('trying again without the lock file’s exact set'),
    await npm('installing packages', ['install', '--no-save']))
  if (!done) fail('the packages could not be installed; see npm’s words above')
  fs.writeFileSync(installStamp, wantedInstall)
}

const ourNode = () => {
  const brought = at('node_modules/.bin/node')
  return fs.existsSync(brought) ? brought : process.execPath
}

const buildStamp = at('apps/web/dist/.build-stamp')

/** A digest of everything the front end is built from. */
const wantedBuild = () => {
  const digest = createHash('sha256').update(wantedInstall)
  const visit = (path) => {
    for (const entry of fs.readdirSync(at(path), { withFileTypes: true })) {
      const inside = join(path, entry.name)
      if (/^(dist|node_modules|\..*)$|\.test\.tsx?$/.test(entry.name)) continue
      if (entry.isDirectory()) visit(inside)
      else if (entry.isFile()) digest.update(`\0${inside}\0`).update(fs.readFileSync(at(inside)))
    }
  }
  for (const folder of ['apps/web', 'apps/field', 'packages']) if (fs.existsSync(at(folder))) visit(folder)
  return digest.digest('hex')
}

const isBuilt = () =>
  !fs.existsSync(at('apps/web/vite.config.ts')) || readOr(buildStamp, '') === wantedBuild()

const build = async () => {
  const wanted = wantedBuild()
  fs.rmSync(buildStamp, { force: true })
  const vite = ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn']
  const built = await run('building the pages', ourNode(), vite, { NODE_ENV: 'production' })
  if (!built) fail('the pages could not be built; see above')
  fs.writeFileSync(buildStamp, wanted)
}

const lacksBrowser = () =>
  process.getuid?.() === 0 &&
  spawnSync('apt-get', ['--version']).status === 0 &&
  ![process.env.CHROMIUM_PATH, '/usr/bin/chromium'].some((path) => path && fs.existsSync(path))

/** Root gets Debian's Chromium; everybody else's tests fall back to the one in node_modules (scripts/browser.ts). */
const installBrowser = async () => {
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const installed =
    (await run('installing the test browser', 'apt-get', packages, env)) ||
    ((await run('refreshing the list of Debian packages', 'apt-get', ['update'], env)) &&
      (await run('installing the test browser', 'apt-get', packages, env)))
  if (!installed) say('Debian’s Chromium could not be installed; the tests use the one that came by npm')
}

const wantsPages = purpose !== 'check'
const wantsBrowser = purpose === 'test'
const isReady = () => isInstalled() && (!wantsPages || isBuilt()) && !(wantsBrowser && lacksBrowser())

if (!isReady()) {
  lock = await takeLock()
  if (!isInstalled()) await install()
  if (wantsPages && !isBuilt()) await build()
  if (wantsBrowser && lacksBrowser()) await installBrowser()
}
const version = spawnSync(ourNode(), ['--version'], { encoding: 'utf8' }).stdout ?? ''
if (!(Number(/^v(\d+)/.exec(version)?.[1]) >= 24))
  fail(
    `this machine needs Node 24 or newer: none came with the packages for ${process.platform}-${process.arch}`,
  )
