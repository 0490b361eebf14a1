import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const root = join(import.meta.dirname, '..')

const installed = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const unpackTar = async (archive: string, folder: string): Promise<void> => {
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => tar.once('close', resolve))
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin)
  if ((await ended) !== 0) throw new Error(`${archive} could not be unpacked`)
}

/**
 * The browser that comes by npm (@sparticuz/chromium, Linux x64), for a user who may not install Debian's.
 * Unpacked once into .cache: the package's own unpacking shares fixed names in /tmp with everybody.
 */
const unpackBundled = async (): Promise<string> => {
  const home = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../..')
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const folder = join(root, `.cache/chromium-${version}`)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}-unfinished-${process.pid}`
  await mkdir(join(unfinished, 'fonts'), { recursive: true })
  await Promise.all([
    pipeline(
      createReadStream(join(home, 'bin/chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(unfinished, 'chromium'), { mode: 0o755 }),
    ),
    unpackTar(join(home, 'bin/fonts.tar.br'), join(unfinished, 'fonts')),
    unpackTar(join(home, 'bin/swiftshader.tar.br'), unfinished),
    unpackTar(join(home, 'bin/al2023.tar.br'), unfinished),
  ])
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }))
  return folder
}

const locate = async (): Promise<{ executablePath: string; env: Record<string, string> }> => {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined))
  const found = installed.find((path) => path !== undefined && existsSync(path))
  if (found !== undefined) return { executablePath: found, env: env as Record<string, string> }
  const folder = await unpackBundled()
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...(env as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, 'lib'),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  }
}

/**
 * Starts a headless Chromium with an empty profile of its own: CHROMIUM_PATH, else the system's, else the
 * one that came by npm. Without Chromium's sandbox, which neither root nor most containers can have: it
 * only ever opens the house under test.
 */
export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    ...(await locate()),
    headless: true,
    chromiumSandbox: false,
    args: [
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...more,
    ],
  })
