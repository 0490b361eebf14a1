import { readdirSync, readFileSync } from 'node:fs'
import { review } from '#contract-guard/review.ts'

const corpus = new URL('../packages/contract-guard/corpus/', import.meta.url)
const texts = ['fair/', 'trap/'].flatMap((kind) =>
  readdirSync(new URL(kind, corpus)).map((file) => readFileSync(new URL(kind + file, corpus), 'utf8')),
)

/** Texts written to slow a pattern matcher down, as a function of length. */
const hostile: Readonly<Record<string, (chars: number) => string>> = {
  'one endless sentence': (chars) => '乙方有权调整费率'.repeat(Math.ceil(chars / 8)),
  'only spaces': (chars) => ' '.repeat(chars),
  'only line ends': (chars) => '\n'.repeat(chars),
  'only numerals': (chars) => '一百二十'.repeat(Math.ceil(chars / 4)),
  'only brackets': (chars) => '商('.repeat(Math.ceil(chars / 2)),
  'only letters': (chars) => 'ka'.repeat(Math.ceil(chars / 2)),
  'only deposits': (chars) => '押金不'.repeat(Math.ceil(chars / 3)),
  'only blanks': (chars) => '费率____'.repeat(Math.ceil(chars / 6)),
  'only underscores': (chars) => '_'.repeat(chars),
  'only fullwidth digits': (chars) => '９'.repeat(chars),
  'definitions without end': (chars) => '“服务款”指待结算款项。'.repeat(Math.ceil(chars / 12)),
  'names without end': (chars) => '某某支付有限公司（以下简称“某某”），'.repeat(Math.ceil(chars / 20)),
  'a list without end': (chars) => `乙方有权：${'调整费率；'.repeat(Math.ceil(chars / 5))}`,
  'going on without end': (chars) => '且乙方无需通知。'.repeat(Math.ceil(chars / 8)),
  'only pictures': (chars) => '😀押'.repeat(Math.ceil(chars / 3)),
  'only columns': (chars) => '借记卡\t贷记卡\n'.repeat(Math.ceil(chars / 8)),
  'only ligatures': (chars) => 'ﷺ'.repeat(chars),
  'clauses without end': (chars) => '第一条 '.repeat(Math.ceil(chars / 4)),
}

const secondsOf = (text: string): number => {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage()
    review(text)
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, (user + system) / 1e6)
  }
  return best
}

const megabytes = (text: string): number => Buffer.byteLength(text) / 1e6
const line = (name: string, once: string, twice: string): string => {
  const [first, second] = [secondsOf(once), secondsOf(twice)]
  const speed = (megabytes(twice) / second).toFixed(2)
  return `${name.padEnd(24)} ${speed.padStart(7)} MB/s of CPU   twice the text: ${(second / first).toFixed(2)} × the time`
}

const joined = texts.join('\n')
const real = joined.repeat(Math.ceil(600_000 / joined.length))
process.stdout.write(`${line('our corpus, joined', real, real + real)}\n`)
for (const [name, make] of Object.entries(hostile))
  process.stdout.write(`${line(name, make(200_000), make(400_000))}\n`)
