import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { gradeOf, gradeWords } from '#provision/signing-grade.ts'
import { sayRule, type Tongue } from '#words/say.ts'
import { type Verified, verifySealed } from '../server/src/agreements/verify-sealed.ts'
import { isCardFile, verifyCard } from '../server/src/function-tests/card.ts'
import { cardInside, isCodeOf, isPageOf } from './card-paper.ts'
import { reportCard, verifierKeysIn } from './verify-card.ts'

const usage = `usage: fangxin verify FILE… [--trust CERTIFICATE.pem|KEY] [--code CODE] [--lang zh|en] [--json]
Checks sealed agreements offline: every byte, both signatures, the time stamp; and the result cards of functional tests, as
signed files or as PDF: of a PDF also that its page is what the signed card inside looks like. --code: the code on the paper.
Without --trust nobody vouches for the sealing certificate or the card's key: compare it yourself. A card is trusted by
the line a house serves at /log/key, kept in a file. Exit codes: 0 intact, 1 a flaw was found, 2 usage or unreadable input.
`

const lines: Readonly<Record<string, readonly [string, string]>> = {
  intact: [
    '完好：每个字节都被覆盖，所有签名有效。',
    'Intact: every byte is covered and every signature holds.',
  ],
  flawed: ['不可采信：', 'Not to be relied on:'],
  agreement: ['协议编号', 'Agreement'],
  supplement: ['补充协议编号', 'Supplement'],
  changes: ['变更的协议', 'Changes agreement'],
  effect: [
    '双方签署后、生效日之前商户仍可改变答复：是否已生效，以办理记录为准。',
    'Until its day the merchant may still answer otherwise: whether it took effect stands in the case’s record.',
  ],
  document: ['商户签署的文件', 'Signed by the merchant'],
  merchant: ['商户签署', 'The merchant'],
  seal: ['收单机构密封', 'The acquirer'],
  certificate: ['证书', 'Certificate'],
  fingerprint: ['证书指纹 SHA-256', 'Certificate SHA-256'],
  trusted: ['证书在您信任的范围内。', 'The certificate is one you trust.'],
  unknown: [
    '没有指定信任的证书：请自行核对证书指纹。',
    'No trusted certificate was named: compare the fingerprint yourself.',
  ],
  stamped: ['时间戳', 'Time stamp'],
  unstamped: [
    '没有时间戳：密封时间是收单机构自己写的。',
    'No time stamp: the time is the acquirer’s own word.',
  ],
}

const report = (file: string, verified: Verified, lang: Tongue): string => {
  const at = lang === 'zh' ? 0 : 1
  const t = (name: string) => lines[name]?.[at] ?? name
  const { flaws, agreementId, changes, document, merchant, seal } = verified
  const out = [file]
  const row = (name: string, value: string) => out.push(`  ${t(name)}: ${value}`)
  if (flaws.length === 0) out.push(`  ✓ ${t('intact')}`)
  else {
    out.push(`  ✗ ${t('flawed')}`)
    for (const { rule, params } of flaws) {
      const { happened, remedy } = sayRule(rule, lang, params)
      out.push(`    ${rule} ${happened} ${remedy}`)
    }
  }
  if (agreementId) row(changes ? 'supplement' : 'agreement', agreementId)
  if (changes) {
    row('changes', `${changes.agreementId}, SHA-256 ${changes.sha256}`)
    out.push(`  ${t('effect')}`)
  }
  if (document) row('document', `${document.bytes} B, SHA-256 ${document.sha256}`)
  if (merchant) row('merchant', `${gradeWords[gradeOf[merchant.method]].name[at]}, ${merchant.at}`)
  if (seal) {
    row('seal', `${seal.signer}, ${seal.at}`)
    row('certificate', `${seal.certificate.subject} (${seal.validFrom} – ${seal.validTo})`)
    row('fingerprint', seal.certificate.sha256)
    if (seal.timeStamp) row('stamped', `${seal.timeStamp.at}, ${seal.timeStamp.authority}`)
    else out.push(`  ${t('unstamped')}`)
    if (seal.trusted) out.push(`  ${t('trusted')}`)
    else if (seal.trusted === null) out.push(`  ${t('unknown')}`)
  }
  return `${out.join('\n')}\n`
}

type Asked = {
  readonly files: readonly string[]
  readonly trust: readonly string[] | null
  readonly code: string | null
  readonly lang: Tongue
  readonly json: boolean
}

const options = {
  trust: { type: 'string', multiple: true },
  code: { type: 'string' },
  lang: { type: 'string', default: 'zh' },
  json: { type: 'boolean', default: false },
} as const

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, allowPositionals: true, options })
  } catch {
    return null
  }
}

const asked = (args: string[]): Asked | null => {
  const read = parsed(args)
  if (read === null) return null
  const { values, positionals } = read
  const { lang } = values
  return positionals.length === 0 || (lang !== 'zh' && lang !== 'en')
    ? null
    : {
        ...{ files: positionals, trust: values.trust ?? null, code: values.code ?? null },
        ...{ lang, json: values.json },
      }
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu
/** One certificate in DER, or any number in PEM. */
const certificatesIn = async (file: string): Promise<X509Certificate[]> => {
  const bytes = await readFile(file)
  const blocks = bytes.toString('latin1').match(pem)
  return (blocks ?? [bytes]).map((each) => new X509Certificate(each))
}

const worded = ({ rule, params = {} }: { rule: string; params?: Verified['flaws'][number]['params'] }) => ({
  rule,
  words: { zh: sayRule(rule, 'zh', params), en: sayRule(rule, 'en', params) },
})

type Found = { readonly text: string; readonly paper: Buffer | null }

/** A result card: the signed file itself, or the PDF that carries it. */
const cardIn = async (bytes: Buffer): Promise<Found | null> => {
  const text = bytes.toString('utf8')
  if (isCardFile(text)) return { text, paper: null }
  const inside = await cardInside(bytes)
  return inside === null ? null : { text: inside, paper: bytes }
}

/** Reports one result card; whether a flaw was found. */
const sayCard = async (
  file: string,
  { text, paper }: Found,
  { trust, code, lang, json }: Asked,
): Promise<boolean> => {
  const verified = verifyCard(text, trust && (await Promise.all(trust.map(verifierKeysIn))).flat())
  const page = paper === null || verified.card === null || (await isPageOf(paper, text, verified))
  const about = [
    ...(page ? [] : [{ rule: 'TEST-15' }]),
    ...(code === null || isCodeOf(code, verified.digest) ? [] : [{ rule: 'TEST-16' }]),
  ]
  const flaws = [...verified.flaws, ...about].map(worded)
  const intact = flaws.length === 0
  process.stdout.write(
    json
      ? `${JSON.stringify({ file, kind: 'function-test-card', intact, ...verified, flaws })}\n`
      : reportCard(file, verified, about, lang),
  )
  return !intact
}

export const verify = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  const order = asked(args)
  if (!order) {
    process.stderr.write(usage)
    return 2
  }
  let code = 0
  try {
    for (const file of order.files) {
      const bytes = await readFile(file)
      const card = await cardIn(bytes)
      if (card !== null) {
        if (await sayCard(file, card, order)) code = 1
        continue
      }
      const trusted = order.trust && (await Promise.all(order.trust.map(certificatesIn))).flat()
      const verified = await verifySealed(bytes, trusted)
      const flaws = verified.flaws.map(worded)
      process.stdout.write(
        order.json
          ? `${JSON.stringify({ file, intact: flaws.length === 0, ...verified, flaws })}\n`
          : report(file, verified, order.lang),
      )
      if (flaws.length > 0) code = 1
    }
    return code
  } catch (error) {
    process.stderr.write(`fangxin verify: ${(error as Error).message}\n`)
    return 2
  }
}
