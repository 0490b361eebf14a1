/** Pictures nobody may ask for and nobody may keep (公告〔2013〕9号 art. 27): what the machine takes one to show. */
export type ForbiddenPicture = 'credit-card' | 'card-back' | 'message-code' | 'pin-note'

/** The rule that takes such a picture out; its words are in packages/words/rules-ocr.ts. */
export const forbiddenPictureRule: Readonly<Record<ForbiddenPicture, string>> = {
  'credit-card': 'OCR-1',
  'card-back': 'OCR-2',
  'message-code': 'OCR-3',
  'pin-note': 'OCR-4',
}

const passesLuhn = (digits: string): boolean =>
  [...digits]
    .reverse()
    .map((digit, place) =>
      place % 2 === 0 ? Number(digit) : ((Number(digit) * 2) % 10) + (Number(digit) > 4 ? 1 : 0),
    )
    .reduce((sum, digit) => sum + digit, 0) %
    10 ===
  0

/** Eighteen digits with a day of birth inside are a person's number; a tenth of them pass Luhn. */
const looksLikePerson = (digits: string): boolean =>
  digits.length === 18 &&
  /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}$/.test(digits)

/** Schemes' numbers begin with 3–6 (ISO/IEC 7812); embossed groups often come as lines of their own. */
const hasCardNumber = (texts: readonly string[]): boolean => {
  const groups = texts.map((text) => (/^[\d .·-]+$/.test(text) ? text.replaceAll(/\D/g, '') : `|${text}|`))
  const joined = groups.join('').replaceAll(/(?<=\d)[ .·-]+(?=\d)/g, '')
  return Array.from(joined.matchAll(/\d+/g), ([run]) => run).some(
    (run) => /^[3-6]\d{15,18}$/.test(run) && passesLuhn(run) && !looksLikePerson(run),
  )
}

const expiry =
  /VALID\s*(?:THRU|THROUGH|DATE|TO)|GOOD\s*THRU|EXPIR|MONTH\s*\/?\s*YEAR|有效期|(?<!\d)(?:0[1-9]|1[0-2])\s*\/\s*\d{2}(?!\d)/iu
const credit = /CREDIT|信用卡|贷记卡/iu
const debit = /DEBIT|借记卡|储蓄卡/iu
const secret = /(?<![A-Z])C\s?V\s?[VCN]\s?2?(?![A-Z0-9])|安全码|末三位|后三位/iu
const strip = /AUTHORI[SZ]ED\s*SIGNATURE|NOT\s*VALID\s*UNLESS|持卡人签名|签名[栏条处]|未经签名/iu
const threeDigits = /(?<!\d)\d{3}(?!\d)/
/** On the strip the last four of the number stand before the three. */
const stripDigits = /^(?:\d{4}\s?)?\d{3}$/

const message =
  /(?:验证码|动态码|动态密码|短信码|verification code|one[- ]time (?:code|password))\D{0,16}(?<!\d)\d{4,8}(?!\d)|(?<!\d)\d{4,8}(?!\d)\D{0,12}(?:验证码|动态码|verification code)/iu
const messageAround = /短信|【|请勿|勿泄|泄露|分钟|本次|登录|支付|转账|您的|do not share|minutes|your/iu

const pin =
  /(?:密码|口令)\s*(?:是|为|[:：])?\s*(?<!\d)\d{6}(?!\d)|(?<![A-Z])PIN\s*(?:码|CODE|NO)?\.?\s*(?:是|为|IS|[:：])?\s*(?<!\d)\d{4,6}(?!\d)/iu
/** The shop's own notice for its guests. */
const guestNetwork = /wi-?\s?fi|wlan|无线|上网/iu

const near = (texts: readonly string[], place: number, pattern: RegExp): boolean =>
  texts.slice(Math.max(0, place - 2), place + 3).some((text) => pattern.test(text))

/** Is the sign in a line, or in two lines broken within it? Answers the line's place. */
const placesOf = (texts: readonly string[], pattern: RegExp): number[] =>
  texts.flatMap((text, place) =>
    pattern.test(text) || pattern.test(`${text} ${texts[place + 1] ?? ''}`) ? [place] : [],
  )

/**
 * Does a picture's writing show what must not be kept: the front of a credit card (number with expiry or credit sign),
 * a card's back (security code, signature strip), a message with a code, a note of a PIN? A debit card's number alone
 * is a lawful proof of an account. `lines` come in reading order. Answers the gravest kind, never the text.
 */
export const forbiddenInLines = (lines: readonly { readonly text: string }[]): ForbiddenPicture | null => {
  const texts = lines.map(({ text }) => text.normalize('NFKC').trim())
  const hasSecret = placesOf(texts, secret).some((place) => near(texts, place, threeDigits))
  const hasStrip = placesOf(texts, strip).some((place) => near(texts, place, stripDigits))
  if (hasSecret || hasStrip) return 'card-back'
  const all = texts.join('\n')
  if (hasCardNumber(texts) && (expiry.test(all) || (credit.test(all) && !debit.test(all))))
    return 'credit-card'
  if (placesOf(texts, message).some((place) => near(texts, place, messageAround))) return 'message-code'
  if (placesOf(texts, pin).some((place) => !near(texts, place, guestNetwork))) return 'pin-note'
  return null
}
