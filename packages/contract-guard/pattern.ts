import { lexicon } from '#contract-guard/lexicon.ts'

const word = (name: string): string => {
  const words = lexicon[name]
  if (words === undefined) throw new Error(`no such word in the lexicon: {${name}}`)
  return `(?:${words})`
}

/** A rule's pattern as a regular expression over one sentence. Throws on a word the lexicon lacks. */
export const compile = (pattern: string): RegExp => {
  const filled = pattern.replace(/\{([a-zA-Z][a-zA-Z0-9]*)\}/gu, (_, name: string) => word(name))
  return new RegExp(filled.replace(/……/gu, '.{0,40}?').replace(/…/gu, '.{0,16}?'))
}
