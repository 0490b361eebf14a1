import type { OutputOf } from '#api/calls.ts'
import { isPayable } from '#device/public-standing.ts'
import { labelWords, plainLabelWords } from '#words/label-page.ts'
import { safe } from './docs-page.ts'

type Seen = OutputOf<'terminals.terminal'>
type Pair = readonly [zh: string, en: string]

const said = { ...labelWords, ...plainLabelWords }

const line = ([zh, en]: Pair, tag = 'p') =>
  `<${tag}>${safe(zh)}<br><span lang="en">${safe(en)}</span></${tag}>`
const row = ([zh, en]: Pair, value: string) =>
  value === '' ? '' : `<dt>${safe(zh)} <span lang="en">${safe(en)}</span></dt><dd>${value}</dd>`

const verdict = (title: Pair, why: Pair, payable: boolean) =>
  `<section style="border-left:6px solid ${payable ? '#237804' : '#cf1322'};padding-left:.75rem">${line(title, 'h2')}${line(why)}</section>`

/** Whoever stands before a terminal reaches a person, with no script and no form. */
const byTelephone = (acquirer: string, hotline: string) =>
  `<section>${line(said.report, 'h2')}${
    hotline === ''
      ? line(said.callAcquirer)
      : `${line(said.callHotline)}<p><a href="tel:${safe(hotline.replaceAll(/[^0-9+]/g, ''))}" style="font-size:1.5em">${safe(hotline)}</a> ${safe(acquirer)}</p>`
  }${line(said.police)}</section>`

const rows = (seen: Seen) =>
  [
    row(said.shop, safe(seen.shop ?? said.noShop.join(' '))),
    row(said.serial, `<code>${safe(seen.serial)}</code>`),
    row(said.model, safe(`${seen.maker} ${seen.model}`)),
    row(said.acquirer, safe(seen.acquirer)),
    row(said.papers, safe((seen.certificatesValid ? said.papersValid : said.papersInvalid).join(' '))),
  ].join('')

/**
 * What a label says, in both languages, as plain text: there at once on a slow line, and all there is where scripts do not
 * run. The page itself takes its place.
 */
export const plainLabel = (status: number, body: string): string => {
  const unknown = status === 404 || status === 400
  const seen = status === 200 ? (JSON.parse(body) as Seen) : null
  const standing = seen
    ? verdict(labelWords[seen.standing], labelWords[`${seen.standing}Why`], isPayable(seen.standing))
    : unknown
      ? verdict(labelWords.unknown, labelWords.unknownWhy, false)
      : ''
  return `<main class="narrow" style="display:grid;gap:1rem;padding:1rem;line-height:1.6">${line(said.title, 'h1')}${standing}${
    seen ? `<dl>${rows(seen)}</dl>` : ''
  }${byTelephone(seen?.acquirer ?? '', seen?.hotline ?? '')}<noscript>${line(said.noScript)}</noscript></main>`
}
