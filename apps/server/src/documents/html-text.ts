import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { HiddenWords, ReadDocument } from '#contract-guard/read.ts'
import { atFirst, attribute, type Shown, shownAs, type StyleRule, styleRules } from './html-style.ts'
import { textBuilder } from './text-builder.ts'

const unread = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'iframe',
  'object',
  'svg',
  'math',
  'select',
])
const blocks = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 ' +
    'h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
)

/** Smaller than this nobody reads it (CSS points). */
const UNREADABLE_POINTS = 3

const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node

const howHidden = ({ gone, points, colour, ground }: Shown): HiddenWords['how'] | null => {
  if (gone !== null) return gone
  if (points < UNREADABLE_POINTS) return 'no-size'
  return colour === ground || colour === 'transparent' ? 'no-contrast' : null
}

/** All style sheets of the page. */
const sheetsOf = (node: Tree.Node): string => {
  if (isElement(node) && node.tagName === 'style')
    return node.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
  return 'childNodes' in node ? node.childNodes.map(sheetsOf).join('\n') : ''
}

/**
 * What a page of HTML shows: words that a browser would not show are handed over apart, and nothing the page points to
 * is fetched. `parse` is parse5's.
 */
export const htmlText = (html: string, parse: (html: string) => Tree.Document): ReadDocument => {
  const document = parse(html)
  const rules: readonly StyleRule[] = styleRules(sheetsOf(document))
  const out = textBuilder()
  let inCell = 0

  const write = (value: string, shown: Shown) => {
    const how = howHidden(shown)
    const blank = shown.underlined && value.length > 1 && /^[\s\u00a0]+$/u.test(value)
    let words = blank ? '____' : shown.keepsSpace ? value : value.replace(/[ \t\n\r\f]+/gu, ' ')
    if (how !== null) return out.hide(words.replace(/\s+/gu, ' '), how)
    if (!shown.keepsSpace && /^\s?$/u.test(out.last)) words = words.trimStart()
    out.add(words, {
      points: Math.round(shown.points * 10) / 10,
      struck: shown.struck,
      inserted: shown.inserted,
    })
  }

  const endLine = () => {
    if (inCell === 0) out.endLine()
    else out.space()
  }

  const row = (element: Tree.Element, shown: Shown) => {
    const cells = element.childNodes.filter((node) => isElement(node) && /^t[dh]$/u.test(node.tagName))
    endLine()
    const start = out.length
    inCell += 1
    for (const [index, cell] of cells.entries()) {
      if (index > 0) out.cell()
      walk(cell, shown)
    }
    inCell -= 1
    if (cells.length > 1 && inCell === 0) out.row({ start, end: out.length })
    endLine()
  }

  const walk = (node: Tree.Node, around: Shown): void => {
    if ('value' in node && node.nodeName === '#text') return write(node.value, around)
    if (!isElement(node)) {
      if ('childNodes' in node) for (const child of node.childNodes) walk(child, around)
      return
    }
    const { tagName } = node
    if (unread.has(tagName)) return
    const shown = shownAs(node, around, rules)
    if (tagName === 'br') return endLine()
    if (tagName === 'input') {
      if (/^(?:hidden|submit|button|image|reset|checkbox|radio)$/u.test(attribute(node, 'type') ?? '')) return
      return write(attribute(node, 'value')?.trim() || '____', shown)
    }
    if (tagName === 'tr') return row(node, shown)
    const block = blocks.has(tagName)
    if (block) endLine()
    for (const child of node.childNodes) walk(child, shown)
    if (block) endLine()
  }

  walk(document, atFirst)
  return out.read()
}
