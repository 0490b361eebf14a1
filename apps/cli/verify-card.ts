import { readFile } from 'node:fs/promises'
import { keySuiteWords } from '#iso8583/dialect.ts'
import { readVerifierKey, type VerifierKey } from '#tlog/verifier-key.ts'
import { sayRule, type Tongue } from '#words/say.ts'
import type { ResultCard, VerifiedCard } from '../server/src/function-tests/card.ts'

const lines: Readonly<Record<string, readonly [string, string]>> = {
  intact: [
    '完好：签名有效，签过名的一个字节都没有改动。',
    'Intact: the signature holds, not one signed byte was changed.',
  ],
  flawed: ['不可采信：', 'Not to be relied on:'],
  passed: ['结果：通过', 'Result: passed'],
  failed: ['结果：未通过', 'Result: not passed'],
  shop: ['店铺', 'Shop'],
  serial: ['终端序列号', 'Serial number'],
  tied: ['是不是这一台', 'This very terminal?'],
  tiedByKey: ['是，它用自己的密钥作了答', 'yes, it answered with its own key'],
  tiedBySerial: ['只以序列号对应', 'tied by its serial number only'],
  technician: ['测试人', 'Tested by'],
  when: ['时间', 'Time'],
  bound: ['绑定于', 'Bound'],
  cipher: ['密钥算法', 'Cipher of the keys'],
  suite: ['验收套件', 'Suite'],
  visit: ['办理 / 上门', 'Case / visit'],
  key: ['签名公钥', 'Signed by the key'],
  trusted: ['公钥在您信任的范围内。', 'The key is one you trust.'],
  unknown: [
    '没有指定信任的公钥：请自行与平台的 /log/key 核对。',
    'No trusted key was named: compare it with the house’s /log/key yourself.',
  ],
}

/** Verifier keys as the house serves them at /log/key, one a line. */
export const verifierKeysIn = async (file: string): Promise<VerifierKey[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => readVerifierKey(line.trim()))

const stepLine = ({ title, state, failures }: ResultCard['steps'][number], lang: Tongue): string =>
  `    ${state === 'seen' ? '✓' : state === 'waiting' ? '·' : '✗'} ${title[lang]}${failures > 0 ? ` (✗ ${failures})` : ''}`

/** What a checked card says, for people. */
export const reportCard = (
  file: string,
  verified: VerifiedCard,
  /** What is wrong with the paper around it: the card's own words hold all the same. */
  about: readonly { readonly rule: string }[],
  lang: Tongue,
): string => {
  const t = (name: string) => lines[name]?.[lang === 'zh' ? 0 : 1] ?? name
  const { flaws, card, digest, trusted } = verified
  const out = [file]
  const say = (wrong: readonly { readonly rule: string }[]) => {
    if (wrong.length > 0) out.push(`  ✗ ${t('flawed')}`)
    for (const { rule } of wrong) {
      const { happened, remedy } = sayRule(rule, lang)
      out.push(`    ${rule} ${happened} ${remedy}`)
    }
  }
  say([...flaws, ...about])
  if (flaws.length === 0) out.push(`  ✓ ${t('intact')}`)
  // What a flawed card says is nobody's word.
  if (card === null || flaws.length > 0) return `${out.join('\n')}\n`
  const row = (name: string, value: string) => out.push(`  ${t(name)}: ${value}`)
  out.push(`  ${t(card.outcome)}`)
  row('serial', `${card.terminal.serialNo} (${card.terminal.modelCode})`)
  const { selfProof } = card.terminal
  if (selfProof !== undefined)
    row(
      'tied',
      selfProof === null
        ? t('tiedBySerial')
        : `${t('tiedByKey')}: ${selfProof.provedAt}, ${selfProof.identityId}`,
    )
  row('cipher', keySuiteWords[card.terminal.keySuite ?? 'tdes'][lang])
  row('shop', `${card.shop.name}, ${card.shop.regionCode}, ${card.acquirer}`)
  row('technician', card.visit.technician)
  row('when', `${card.openedAt} – ${card.endedAt}`)
  row('bound', card.boundAt)
  row('visit', `${card.caseId} / ${card.visit.visitId}`)
  row(
    'suite',
    `${card.suite.title[lang]} (${card.suite.name} ${card.suite.version}, SHA-256 ${card.suite.digest})`,
  )
  for (const step of card.steps) out.push(stepLine(step, lang))
  row('key', card.key)
  out.push(`  SHA-256: ${digest}`)
  out.push(`  ${t(trusted === null ? 'unknown' : 'trusted')}`)
  return `${out.join('\n')}\n`
}
