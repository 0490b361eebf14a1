import { attributeOf, childOf, childrenOf, isOn, type Xml } from './docx-xml.ts'

/** How a run of words looks, as far as somebody said it. */
export type RunLook = {
  readonly points?: number
  readonly struck?: boolean
  readonly vanished?: boolean
  readonly underlined?: boolean
  readonly colour?: string
  readonly shaded?: boolean
}

const isWhite = (colour: string | undefined): boolean => colour?.toUpperCase() === 'FFFFFF'

/** What run properties (`w:rPr`) say; nothing is filled in. Sizes are half points in the file. */
export const runLook = (properties: Xml | undefined): RunLook => {
  const said: { -readonly [K in keyof RunLook]: RunLook[K] } = {}
  const size = Number(attributeOf(childOf(properties, 'sz'), 'val') ?? Number.NaN)
  if (Number.isFinite(size)) said.points = size / 2
  const struck = [isOn(properties, 'strike'), isOn(properties, 'dstrike')].filter(
    (each) => each !== undefined,
  )
  if (struck.length > 0) said.struck = struck.includes(true)
  const vanished = isOn(properties, 'vanish')
  if (vanished !== undefined) said.vanished = vanished
  const underlined = isOn(properties, 'u')
  if (underlined !== undefined) said.underlined = underlined
  const colour = attributeOf(childOf(properties, 'color'), 'val')
  if (colour !== undefined) said.colour = colour
  const fill = attributeOf(childOf(properties, 'shd'), 'fill')
  const marked = attributeOf(childOf(properties, 'highlight'), 'val')
  if (fill !== undefined || marked !== undefined)
    said.shaded = (fill !== undefined && fill !== 'auto' && !isWhite(fill)) || (marked ?? 'none') !== 'none'
  return said
}

/** White letters on nothing but paper. */
export const isUnseen = ({ colour, shaded }: RunLook): boolean => isWhite(colour) && shaded !== true

export type Styles = {
  /** The look a style gives, with what it is based on. */
  look(id: string | undefined): RunLook
  /** The paragraph properties of a style that numbers. */
  numbering(id: string | undefined): Xml | undefined
  readonly plain: RunLook
}

const longestChain = 12

/** Word's styles: document defaults, then each style over the one it is based on. */
export const stylesOf = (root: Xml | undefined): Styles => {
  const defaults = childOf(childOf(childOf(root, 'docDefaults'), 'rPrDefault'), 'rPr')
  const byId = new Map(
    childrenOf(root)
      .filter(({ localName }) => localName === 'style')
      .map((style) => [attributeOf(style, 'styleId') ?? '', style] as const),
  )
  const paragraphDefault = [...byId].find(
    ([, style]) => attributeOf(style, 'type') === 'paragraph' && attributeOf(style, 'default') === '1',
  )?.[0]
  const chainOf = (id: string | undefined): Xml[] => {
    const chain: Xml[] = []
    for (let at = byId.get(id ?? ''); at && chain.length < longestChain; ) {
      chain.unshift(at)
      at = byId.get(attributeOf(childOf(at, 'basedOn'), 'val') ?? '')
    }
    return chain
  }
  return {
    look: (id) => Object.assign({}, ...chainOf(id).map((style) => runLook(childOf(style, 'rPr')))) as RunLook,
    numbering: (id) =>
      chainOf(id)
        .map((style) => childOf(childOf(style, 'pPr'), 'numPr'))
        .findLast((each) => each !== undefined),
    plain: {
      points: 10,
      ...runLook(defaults),
      ...(Object.assign(
        {},
        ...chainOf(paragraphDefault).map((style) => runLook(childOf(style, 'rPr'))),
      ) as RunLook),
    },
  }
}
