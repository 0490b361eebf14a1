import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

/** Declarations of one rule, by property. */
type Declarations = ReadonlyMap<string, string>
export type StyleRule = {
  readonly tag: string | null
  readonly id: string | null
  readonly classes: readonly string[]
  readonly declarations: Declarations
}

/** How an element is shown; colours as written in lower case, null where nobody says. */
export type Shown = {
  readonly points: number
  readonly colour: string
  readonly ground: string
  readonly struck: boolean
  readonly inserted: boolean
  readonly keepsSpace: boolean
  readonly underlined: boolean
  readonly gone: 'not-shown' | 'off-page' | null
}

/** Browsers begin with 16 px, black on white. */
export const atFirst: Shown = {
  points: 12,
  colour: 'black',
  ground: 'white',
  struck: false,
  inserted: false,
  keepsSpace: false,
  underlined: false,
  gone: null,
}

const rulesKept = 2_000
const simpleSelector = /^([a-z][a-z0-9]*)?(#[\w-]+)?((?:\.[\w-]+)*)$/iu

const declarationsOf = (css: string): Declarations =>
  new Map(
    css.split(';').flatMap((each) => {
      const colon = each.indexOf(':')
      if (colon < 0) return []
      const value = each.slice(colon + 1).replace(/!important/iu, '')
      return [[each.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase()] as const]
    }),
  )

/**
 * The rules of a style sheet whose selector is one tag, id or class: what hides words in practice. Others are left out,
 * and words they hide are read as if they were shown: too much is read rather than too little.
 */
export const styleRules = (css: string): StyleRule[] => {
  const rules: StyleRule[] = []
  for (const block of css.replace(/\/\*[^]*?\*\//gu, '').split('}')) {
    const [selectors = '', body] = block.split('{').slice(-2)
    if (body === undefined) continue
    for (const selector of selectors.split(',')) {
      const match = simpleSelector.exec(selector.trim())
      if (!match || match[0] === '' || rules.length >= rulesKept) continue
      const [, tag, id, classes = ''] = match
      rules.push({
        tag: tag?.toLowerCase() ?? null,
        id: id?.slice(1) ?? null,
        classes: classes.split('.').filter(Boolean),
        declarations: declarationsOf(body),
      })
    }
  }
  return rules
}

export const attribute = (element: Tree.Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value

const matches = ({ tag, id, classes }: StyleRule, element: Tree.Element, own: readonly string[]): boolean =>
  (tag === null || tag === element.tagName) &&
  (id === null || id === attribute(element, 'id')) &&
  classes.every((each) => own.includes(each))

const named: Readonly<Record<string, number>> = {
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'x-small': 10,
}
const tags: Readonly<Record<string, number>> = { h1: 2, h2: 1.5, h3: 1.17, small: 0.83, sub: 0.83, sup: 0.83 }

/** A CSS font size in points (1 px = 0.75 pt), given the parent's. */
const pointsOf = (value: string, parent: number): number => {
  const match = /^([0-9.]+)(px|pt|em|rem|%)?$/u.exec(value)
  if (!match) return named[value] === undefined ? parent : named[value] * 0.75
  const size = Number(match[1])
  switch (match[2]) {
    case 'pt':
      return size
    case 'em':
      return size * parent
    case 'rem':
      return size * atFirst.points
    case '%':
      return (size / 100) * parent
    default:
      return size * 0.75
  }
}

/** White and black have many spellings; other colours are compared as written. */
const plainColour = (value: string): string => {
  const colour = value.replaceAll(' ', '')
  if (/^(?:white|#fff|#ffffff|rgba?\(255,255,255(?:,1)?\))$/u.test(colour)) return 'white'
  if (/^(?:black|#000|#000000|rgba?\(0,0,0(?:,1)?\))$/u.test(colour)) return 'black'
  return colour.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/u, '#$1$1$2$2$3$3')
}

const isFarOff = (value: string | undefined): boolean => /^-[0-9]{3,}(?:px|pt|em)?$/u.test(value ?? '')

const goneBy = (style: Declarations, element: Tree.Element): Shown['gone'] => {
  if (attribute(element, 'hidden') !== undefined || style.get('display') === 'none') return 'not-shown'
  if (/^(?:hidden|collapse)$/u.test(style.get('visibility') ?? '')) return 'not-shown'
  if (Number(style.get('opacity') ?? 1) < 0.1) return 'not-shown'
  return ['left', 'top', 'text-indent', 'margin-left', 'margin-top'].some((name) => isFarOff(style.get(name)))
    ? 'off-page'
    : null
}

/** How an element is shown inside its parent, by the page's simple rules and its own style. */
export const shownAs = (element: Tree.Element, parent: Shown, rules: readonly StyleRule[]): Shown => {
  const own = (attribute(element, 'class') ?? '').split(/\s+/u)
  const style = new Map(
    rules.filter((rule) => matches(rule, element, own)).flatMap((rule) => [...rule.declarations]),
  )
  for (const [name, value] of declarationsOf(attribute(element, 'style') ?? '')) style.set(name, value)
  const { tagName } = element
  const size = style.get('font-size')
  const line = style.get('text-decoration') ?? style.get('text-decoration-line') ?? ''
  const ground = style.get('background-color') ?? style.get('background') ?? attribute(element, 'bgcolor')
  const colour = style.get('color') ?? attribute(element, 'color')
  return {
    points: size === undefined ? parent.points * (tags[tagName] ?? 1) : pointsOf(size, parent.points),
    colour: colour === undefined ? parent.colour : plainColour(colour),
    ground:
      ground === undefined || /transparent|inherit|none/u.test(ground) ? parent.ground : plainColour(ground),
    struck: parent.struck || ['s', 'strike', 'del'].includes(tagName) || line.includes('line-through'),
    inserted: parent.inserted || tagName === 'ins',
    keepsSpace: parent.keepsSpace || tagName === 'pre' || (style.get('white-space') ?? '').startsWith('pre'),
    underlined: parent.underlined || tagName === 'u' || line.includes('underline'),
    gone: parent.gone ?? goneBy(style, element),
  }
}
