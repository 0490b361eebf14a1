import { lexicon } from '#contract-guard/lexicon.ts'

const word = (name: string): string => {
  const words = lexicon[name]
  if (words === undefined) throw new Error(`no such word in the lexicon: {${name}}`)
  return `(?:${words})`
}

/** Words of the lexicon may be made of other words of it, three deep at most. */
const deepest = 3
const filledIn = (pattern: string, depth = 0): string =>
  pattern.replace(/\{([a-zA-Z][a-zA-Z0-9]*)\}/gu, (_, name: string) => {
    if (depth > deepest) throw new Error(`the lexicon goes round in circles at {${name}}`)
    return filledIn(word(name), depth + 1)
  })

/** A rule's pattern as a regular expression over one sentence. Throws on a word the lexicon lacks. */
export const compile = (pattern: string): RegExp => {
  const filled = filledIn(pattern)
  return new RegExp(filled.replace(/……/gu, '.{0,40}?').replace(/…/gu, '.{0,16}?'))
}

const plainOne = String.raw`(?:\[([^\]^\\-]+)\]|([\p{Script=Han}a-z0-9_Ⓟ-Ⓩ]))(?![?*{])`
const plainStart = new RegExp(`^${plainOne}(?:${plainOne})?`, 'u')

/**
 * What a match of this pattern can begin with: two characters where both are plain, otherwise one; `null` where not even
 * that is plain to see.
 */
export const beginnings = (pattern: string): readonly string[] | null => {
  const filled = filledIn(pattern).replace(/^\(\?:([^()]*)\)$/u, '$1')
  const starts = filled.split('|').map((one) => plainStart.exec(one))
  if (filled.includes('(') || starts.some((start) => start === null)) return null
  return starts.flatMap((start) => {
    const [, class1 = '', one = '', class2 = '', two = ''] = start ?? []
    const seconds = [...(class2 || two)]
    return [...(class1 || one)].flatMap((first) =>
      seconds.length === 0 ? [first] : seconds.map((second) => first + second),
    )
  })
}
