import { execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What a child may use before it is killed. */
export type ChildLimits = {
  readonly wallMs: number
  readonly heapMegabytes: number
  readonly residentMegabytes: number
  readonly outputBytes: number
}

export type ChildEnd = {
  /** `well`: exit 0; `failed`: any other end of its own; the rest: killed, and for what. */
  readonly ended: 'well' | 'failed' | 'time' | 'memory' | 'output'
  readonly output: Buffer
  /** Its last words, for the log of whoever runs the house; never shown to people. */
  readonly complaint: string
  /** Highest resident memory the kernel saw; null where there is no /proc. */
  readonly peakMegabytes: number | null
}

const onLinux = process.platform === 'linux'
const nodeMajor = Number(process.versions.node.split('.')[0])
const watchEveryMs = 25

/**
 * Own network and user namespaces, where the kernel lets us have them: no interface, not even loopback. Asked once.
 * In containers it is often forbidden; then Node's own denial is the only one.
 */
let apart: Promise<readonly string[]> | null = null
const withoutNetwork = (): Promise<readonly string[]> => {
  const words = ['unshare', '--user', '--map-current-user', '--net', '--']
  apart ??= promisify(execFile)('unshare', [...words.slice(1), 'true'], { timeout: 5_000 }).then(
    () => words,
    () => [],
  )
  return apart
}

/**
 * Node's permission model: reads `readable`, writes nothing, no network (Node 25 and newer), no child, no worker, no
 * WASI, no code made from strings. Native addons stay allowed (the canvas is one): what breaks out of native code is held
 * by the operating system's part alone.
 */
const nodeWords = (entry: string, argument: string, readable: readonly string[], limits: ChildLimits) => [
  '--permission',
  '--allow-addons',
  ...readable.map((path) => `--allow-fs-read=${path}`),
  `--max-old-space-size=${limits.heapMegabytes}`,
  '--disallow-code-generation-from-strings',
  '--no-warnings',
  entry,
  argument,
]

/** Kernel limits on POSIX: processor seconds, no core dump (it would hold somebody's papers), no file written. */
const command = async (
  limits: ChildLimits,
  words: readonly string[],
): Promise<readonly [string, ...string[]]> => {
  if (process.platform === 'win32') return [process.execPath, ...words]
  const seconds = Math.ceil(limits.wallMs / 1000) + 1
  const rule = `ulimit -t ${seconds} && ulimit -c 0 && ulimit -f 0 && exec "$@"`
  return ['/bin/sh', '-c', rule, 'sh', ...(onLinux ? await withoutNetwork() : []), process.execPath, ...words]
}

/** Resident memory now and at its highest, in MB. */
const memoryOf = async (pid: number): Promise<{ now: number; peak: number } | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [now, peak] = ['VmRSS', 'VmHWM'].map(
    (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024,
  )
  return now === undefined || peak === undefined || Number.isNaN(now) || Number.isNaN(peak)
    ? null
    : { now, peak }
}

/** Which of the walls stand on this machine; said at the start and in the README. */
export const childWalls = async () => ({
  networkDeniedByNode: nodeMajor >= 25,
  networkDeniedByKernel: onLinux && (await withoutNetwork()).length > 0,
  memoryWatched: onLinux,
})

/**
 * Runs one TypeScript file on hostile input in a process of its own that has nothing: no environment, no network, no
 * files but `readable`, bounded time, memory and output. SIGKILL ends it, so nothing it does can delay that.
 */
export const runLimited = async (
  entry: string,
  argument: string,
  readable: readonly string[],
  input: Buffer,
  limits: ChildLimits,
  /** Nobody wants it any more. */
  signal?: AbortSignal,
): Promise<ChildEnd> => {
  const [program, ...args] = await command(limits, nodeWords(entry, argument, readable, limits))
  const child = spawn(program, args, { env: {}, stdio: ['pipe', 'pipe', 'pipe'] })
  let killedFor: 'time' | 'memory' | 'output' | null = null
  const kill = (reason: 'time' | 'memory' | 'output') => {
    killedFor ??= reason
    child.kill('SIGKILL')
  }
  const parts: Buffer[] = []
  let [bytes, complaint, peak] = [0, '', null as number | null]
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length
    if (bytes > limits.outputBytes) kill('output')
    else parts.push(part)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, 2_000)
  })
  // A child that ends before it has read everything closes the pipe: its end says why.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const stop = () => kill('time')
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  const clock = setTimeout(stop, limits.wallMs)
  const watch = setInterval(() => {
    if (!onLinux || child.pid === undefined) return
    void memoryOf(child.pid).then((memory) => {
      if (memory === null) return
      peak = Math.max(peak ?? 0, memory.peak)
      if (memory.now > limits.residentMegabytes) kill('memory')
    })
  }, watchEveryMs)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    return {
      ended: killedFor ?? (code === 0 ? 'well' : 'failed'),
      output: Buffer.concat(parts),
      complaint,
      peakMegabytes: peak,
    }
  } finally {
    clearTimeout(clock)
    signal?.removeEventListener('abort', stop)
    clearInterval(watch)
  }
}
