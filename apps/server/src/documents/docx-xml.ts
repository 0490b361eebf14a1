/** The part of an XML tree that is read here: what @xmldom/xmldom and a browser's own tree have in common. */
export type Xml = {
  readonly nodeType: number
  readonly localName: string | null
  readonly nodeValue: string | null
  readonly textContent: string | null
  readonly firstChild: Xml | null
  readonly nextSibling: Xml | null
  readonly attributes?: ArrayLike<{ readonly localName: string | null; readonly value: string }>
}

const ELEMENT = 1

/** Child elements, in order. */
export const childrenOf = (node: Xml | undefined): Xml[] => {
  const children: Xml[] = []
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling)
    if (child.nodeType === ELEMENT) children.push(child)
  return children
}

/** The first child element of that name. Word's names are told apart without their prefix, which a file may choose. */
export const childOf = (node: Xml | undefined, name: string): Xml | undefined =>
  childrenOf(node).find(({ localName }) => localName === name)

export const attributeOf = (node: Xml | undefined, name: string): string | undefined => {
  const { attributes } = node ?? {}
  for (let index = 0; index < (attributes?.length ?? 0); index++)
    if (attributes?.[index]?.localName === name) return attributes[index]?.value
  return undefined
}

/** `<w:strike/>` and `<w:strike w:val="1"/>` switch on, `0`, `false`, `off` and `none` off; undefined: not said. */
export const isOn = (parent: Xml | undefined, name: string): boolean | undefined => {
  const node = childOf(parent, name)
  return node === undefined ? undefined : !/^(?:0|false|off|none)$/u.test(attributeOf(node, 'val') ?? '1')
}
