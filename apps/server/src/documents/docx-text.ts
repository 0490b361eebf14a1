import type { ReadDocument } from '#contract-guard/read.ts'
import { numberer } from './docx-numbering.ts'
import { isUnseen, type RunLook, runLook, stylesOf } from './docx-style.ts'
import { attributeOf, childOf, childrenOf, type Xml } from './docx-xml.ts'
import { textBuilder } from './text-builder.ts'

/** The parts of a Word file that carry words, already parsed; the document itself is there. */
export type DocxParts = {
  readonly document: Xml
  readonly styles?: Xml | undefined
  readonly numbering?: Xml | undefined
  /** Headers, footers, footnotes and endnotes, in that order. */
  readonly before: readonly Xml[]
  readonly after: readonly Xml[]
}

const UNREADABLE_POINTS = 3
const longCell = 80

/** Elements that only wrap what is read. */
const wraps = new Set([
  'hyperlink',
  'smartTag',
  'sdt',
  'sdtContent',
  'fldSimple',
  'customXml',
  'dir',
  'bdo',
  'r',
])

/** The one of two alternatives that Word of today shows. */
const chosen = (node: Xml): Xml | undefined => childOf(node, 'Choice') ?? childOf(node, 'Fallback')

/**
 * The words of a Word file as Word shows them: numbers before clauses, tables as rows, text boxes behind their paragraph,
 * headers first, notes and footers last. Hidden, struck and tracked words are marked.
 */
export const docxText = ({ document, styles, numbering, before, after }: DocxParts): ReadDocument => {
  const out = textBuilder()
  const style = stylesOf(styles)
  const numberOf = numberer(numbering)
  let page = 1
  let inCell = 0
  let changed = { inserted: false, deleted: false }
  let boxes: Xml[] = []

  const write = (text: string, look: RunLook) => {
    if (changed.deleted) return out.remove(text)
    if (look.vanished) return out.hide(text, 'not-shown')
    if ((look.points ?? 10) < UNREADABLE_POINTS && text.trim() !== '') return out.hide(text, 'no-size')
    if (isUnseen(look) && text.trim() !== '') return out.hide(text, 'no-contrast')
    // A line to write on is often nothing but underlined spaces.
    const blank = look.underlined && text.length > 1 && text.trim() === ''
    out.add(blank ? '_'.repeat(text.length) : text, {
      points: look.points,
      struck: look.struck === true,
      inserted: changed.inserted,
    })
  }

  const within = (change: Partial<typeof changed>, work: () => void) => {
    const outer = changed
    changed = { ...changed, ...change }
    work()
    changed = outer
  }

  const inRun = (node: Xml, look: RunLook): void => {
    switch (node.localName ?? '') {
      case 't':
      case 'delText':
        return write(node.textContent ?? '', look)
      case 'tab':
        return write(look.underlined ? '    ' : '\t', look)
      case 'br':
      case 'cr':
        return inCell === 0 ? out.add('\n') : out.add(' ')
      case 'noBreakHyphen':
        return write('-', look)
      case 'lastRenderedPageBreak':
        page += 1
        if (page === 2) out.page(1, 0, 0)
        return out.page(page)
      case 'drawing':
      case 'pict':
      case 'object':
      case 'AlternateContent':
        boxes.push(node)
    }
  }

  const inParagraph = (node: Xml, look: RunLook): void => {
    for (const child of childrenOf(node))
      switch (child.localName ?? '') {
        case 'ins':
        case 'moveTo':
          within({ inserted: true }, () => inParagraph(child, look))
          break
        case 'del':
        case 'moveFrom':
          within({ deleted: true }, () => inParagraph(child, look))
          break
        case 'r': {
          const properties = childOf(child, 'rPr')
          const named = attributeOf(childOf(properties, 'rStyle'), 'val')
          const own = { ...look, ...(named === undefined ? {} : style.look(named)), ...runLook(properties) }
          for (const part of childrenOf(child)) inRun(part, own)
          break
        }
        case 'AlternateContent': {
          const choice = chosen(child)
          if (choice) inParagraph(choice, look)
          break
        }
        default:
          if (wraps.has(child.localName ?? '')) inParagraph(child, look)
      }
  }

  /** Text boxes inside a drawing; of two renditions of one box only one. */
  const boxesIn = (node: Xml): Xml[] =>
    childrenOf(node.localName === 'AlternateContent' ? chosen(node) : node).flatMap((child) =>
      child.localName === 'txbxContent' ? [child] : boxesIn(child),
    )

  const endLine = () => {
    if (inCell === 0) out.endLine()
    else out.space()
  }

  const paragraph = (node: Xml) => {
    const properties = childOf(node, 'pPr')
    const named = attributeOf(childOf(properties, 'pStyle'), 'val')
    const look = { ...style.plain, ...(named === undefined ? {} : style.look(named)) }
    const label = numberOf(childOf(properties, 'numPr') ?? style.numbering(named))
    if (label !== '') write(`${label} `, look)
    inParagraph(node, look)
    endLine()
    const own = boxes
    boxes = []
    for (const box of own.flatMap(boxesIn)) body(box)
  }

  const cellIsLong = (cell: Xml): boolean =>
    childrenOf(cell).filter(({ localName }) => localName === 'p').length > 1 &&
    (cell.textContent ?? '').length > longCell

  const row = (node: Xml) => {
    const cells = childrenOf(node).flatMap((child) =>
      child.localName === 'tc'
        ? [child]
        : childrenOf(childOf(child, 'sdtContent')).filter(({ localName }) => localName === 'tc'),
    )
    const start = out.length
    // A form laid out in a table keeps its clauses on lines of their own.
    const flows = cells.length < 2 || cells.some(cellIsLong)
    if (!flows) inCell += 1
    for (const [index, cell] of cells.entries()) {
      if (index > 0 && !flows) out.cell()
      body(cell)
    }
    if (!flows) inCell -= 1
    const merged = cells.some((cell) => childOf(childOf(cell, 'tcPr'), 'vMerge'))
    if (!flows && !merged && inCell === 0) out.row({ start, end: out.length })
    endLine()
  }

  const body = (node: Xml): void => {
    for (const child of childrenOf(node))
      switch (child.localName ?? '') {
        case 'p':
          paragraph(child)
          break
        case 'tbl':
          for (const each of childrenOf(child)) {
            if (each.localName === 'tr') row(each)
            else if (each.localName === 'sdt')
              for (const one of childrenOf(childOf(each, 'sdtContent'))) row(one)
          }
          break
        case 'sdt':
          body(childOf(child, 'sdtContent') ?? child)
          break
        case 'ins':
        case 'moveTo':
          within({ inserted: true }, () => body(child))
          break
        case 'del':
        case 'moveFrom':
          within({ deleted: true }, () => body(child))
          break
        case 'AlternateContent':
          body(chosen(child) ?? child)
          break
        case 'customXml':
        case 'footnote':
        case 'endnote':
        case 'body':
          body(child)
      }
  }

  for (const part of before) body(part)
  body(document)
  for (const part of after) body(part)
  return out.read()
}
