import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { verifierKey, writeVerifierKey } from '#tlog/verifier-key.ts'
import { type ResultCard, signCard, verifyCard } from '../server/src/function-tests/card.ts'
import { cardPdf } from '../server/src/function-tests/card-pdf.ts'
import { verify } from './verify.ts'

const house = (name: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return {
    key: verifierKey(name, new Uint8Array(Buffer.from(x, 'base64url'))),
    sign: (message: Uint8Array) => sign(null, message, privateKey),
  }
}
const both = (zh: string, en: string) => ({ zh, en })
const card: Omit<ResultCard, 'key'> = {
  ...{ v: 1, runId: 'run_1', caseId: 'cas_1', nonce: '00', outcome: 'passed', startedOver: 0 },
  ...{ openedAt: '2026-11-26T02:00:00.000Z', endedAt: '2026-11-26T02:20:00.000Z' },
  ...{ boundAt: '2026-11-26T01:50:00.000Z', acquirer: '演示收单机构' },
  shop: { name: '演示面馆', regionCode: '110105' },
  visit: { visitId: 'vis_1', technicianId: 'per_1', technician: '林技术员' },
  terminal: {
    ...{ deviceId: 'dev_1', serialNo: 'DEMO0104A1000001', modelCode: 'DEMO-S1' },
    ...{ terminalNo: '10000001', merchantNo: '801584058120001' },
  },
  suite: { name: 'acceptance', version: 2, digest: 'a'.repeat(64), title: both('验收', 'Acceptance') },
  trace: { messages: 40, sha256: 'b'.repeat(64) },
  steps: [
    {
      ...{ step: 'reversal', state: 'seen', at: '2026-11-26T02:10:00.000Z', failures: 1, slips: 0 },
      ...{ title: both('断线', 'Line cut'), expects: both('冲正', 'Reversed'), badDay: true },
    },
  ],
}

let home: string
let [intact, changed, cut, ours, theirs, digest] = ['', '', '', '', '', '']
let papers: { readonly zh: string; readonly en: string; readonly bent: string; readonly swapped: string }
let out = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fangxin-card-'))
  const keep = async (name: string, text: string | Buffer) => {
    await writeFile(join(home, name), text)
    return join(home, name)
  }
  const [own, stranger] = [house('fangxin.local/log'), house('fangxin.local/log')]
  const { file } = signCard(card, own)
  intact = await keep('intact.fangxin-card', file)
  changed = await keep('changed.fangxin-card', file.replace('DEMO0104A1000001', 'DEMO0104A1000002'))
  cut = await keep('cut.fangxin-card', file.slice(0, 300))
  const printed = async (signed: string, lang: 'zh' | 'en') => {
    const { card: read, digest: sha256 } = verifyCard(signed, null)
    if (read === null) throw new Error('no card')
    digest = sha256
    return cardPdf({ file: signed, card: read, digest: sha256 }, lang)
  }
  // What a forger would print: another outcome on the page, the true card inside.
  const { file: failed } = signCard({ ...card, outcome: 'failed' }, own)
  const { card: read } = verifyCard(failed, null)
  if (read === null) throw new Error('no card')
  const swapped = await cardPdf({ file, card: read, digest: '0'.repeat(64) }, 'zh')
  const [zh, en] = [await printed(file, 'zh'), await printed(file, 'en')]
  papers = {
    ...{ zh: await keep('card-zh.pdf', zh), en: await keep('card-en.pdf', en) },
    bent: await keep('bent.pdf', Buffer.concat([zh, Buffer.from('\n%%EOF\n')])),
    swapped: await keep('swapped.pdf', swapped),
  }
  ours = await keep('ours.key', `${writeVerifierKey(own.key)}\n`)
  theirs = await keep('theirs.key', writeVerifierKey(stranger.key))
})
afterAll(() => rm(home, { recursive: true, force: true }))
beforeEach(() => {
  out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((words) => ((out += String(words)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(() => vi.restoreAllMocks())

test('an intact card: 0, in both languages, and whether anybody vouches for its key', async () => {
  expect(await verify([intact])).toBe(0)
  for (const words of [
    '完好',
    '结果：通过',
    'DEMO0104A1000001',
    '林技术员',
    '✓ 断线 (✗ 1)',
    '没有指定信任的公钥',
  ])
    expect(out).toContain(words)
  out = ''
  expect(await verify([intact, '--trust', ours, '--lang', 'en'])).toBe(0)
  for (const words of ['Intact', 'Result: passed', 'Acceptance (acceptance 2', 'one you trust'])
    expect(out).toContain(words)
})

test('a changed, a cut or a stranger’s card: 1, the rule, and nothing of what it claims', async () => {
  expect(await verify([changed, '--trust', ours])).toBe(1)
  expect(out).toContain('TEST-11')
  expect(out).not.toContain('DEMO0104A1000002')
  out = ''
  expect(await verify([intact, '--trust', theirs, '--json'])).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    kind: 'function-test-card',
    intact: false,
    flaws: [{ rule: 'TEST-11' }],
  })
  out = ''
  expect(await verify([cut])).toBe(1)
  expect(out).toContain('TEST-10')
})

test('a card on paper: 0 when its page is what the signed card inside looks like, and the code is its own', async () => {
  const code = digest.match(/.{8}/gu)?.join(' ') ?? ''
  for (const file of [papers.zh, papers.en]) {
    out = ''
    expect(await verify([file, '--trust', ours, '--code', code])).toBe(0)
    for (const words of ['完好', '结果：通过', 'DEMO0104A1000001', digest]) expect(out).toContain(words)
  }
  expect(await verify([papers.zh, '--code', `fangxin-card ${digest} fangxin.local/log`])).toBe(0)
  expect(await verify([papers.zh, '--trust', theirs])).toBe(1)
})

test('[TEST-15] a page that says something else than the card inside: 1, and what was signed is told', async () => {
  for (const file of [papers.bent, papers.swapped]) {
    out = ''
    expect(await verify([file, '--trust', ours])).toBe(1)
    expect(out).toContain('TEST-15')
    expect(out).toContain('结果：通过')
  }
})

test('[TEST-16] a code of another card: 1', async () => {
  for (const code of ['a'.repeat(64), digest.slice(0, 60), 'nothing']) {
    out = ''
    expect(await verify([papers.zh, '--trust', ours, '--code', code, '--json'])).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ intact: false, flaws: [{ rule: 'TEST-16' }] })
    expect(await verify([intact, '--code', code])).toBe(1)
  }
})

test('a key that is none: 2', async () => {
  expect(await verify([intact, '--trust', changed])).toBe(2)
})
