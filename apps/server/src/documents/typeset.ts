import { dirname, join } from 'node:path'
import { BadRequest } from '../house/problem.ts'
import { home } from './home.ts'
import { type ChildLimits, runLimited } from './limited-child.ts'

const typesetLimits: ChildLimits = {
  wallMs: 20_000,
  heapMegabytes: 256,
  residentMegabytes: 768,
  outputBytes: 40_000_000,
}

export type Typeset = {
  /** The typst template; it reads `sys.inputs.data`. */
  readonly template: string
  readonly data: unknown
  /** `a-2b`, `a-3b` for a page with an attachment, or null for one that goes into another file. */
  readonly standard: 'a-2b' | 'a-3b' | null
  readonly tagged: boolean
  /** Written into the file as the moment it was made: the same order gives the same bytes. */
  readonly at: string
}

/** The PDF, or the characters that no font of the house can draw. */
export type Set = { readonly pdf: Buffer } | { readonly undrawn: readonly string[] }

const folders = () => {
  const compiler = home('@myriaddreamin/typst-ts-node-compiler')
  const font = home('@expo-google-fonts/noto-sans-sc')
  return {
    compiler,
    fonts: [join(font, '400Regular'), join(font, '700Bold')],
    readable: [`${dirname(compiler)}/`, `${font}/`, `${import.meta.dirname}/`],
  }
}

/** Sets a document in a process of its own: fonts are heavy, and nobody else waits for them. Throws AGR-27 (503). */
export const typeset = async ({ template, data, standard, tagged, at }: Typeset): Promise<Set> => {
  const { compiler, fonts, readable } = folders()
  const order = {
    ...{ template, data: JSON.stringify(data), compiler, fonts, standard, tagged },
    seconds: Math.floor(Date.parse(at) / 1000),
  }
  const { ended, output, complaint } = await runLimited(
    join(import.meta.dirname, 'typeset-child.ts'),
    '',
    readable,
    Buffer.from(JSON.stringify(order)),
    typesetLimits,
  )
  if (ended !== 'well')
    throw Object.assign(new BadRequest(503, 'AGR-27'), { cause: `${ended}: ${complaint}` })
  const body = output.subarray(1)
  return output[0] === 0x50 ? { pdf: body } : { undrawn: JSON.parse(body.toString()) as string[] }
}
