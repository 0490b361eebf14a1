import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

type Dict = { readonly [name: string]: unknown }
type Held = { readonly dict: Dict; readonly data: Buffer | null }
/** Objects of a file by their reference, as qpdf reads them; `trailer` among them. */
export type Objects = Map<string, Held>

const isDict = (value: unknown): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objectsOf = async (path: string): Promise<Objects> => {
  const args = ['--json=2', '--json-stream-data=inline', '--decode-level=generalized', path]
  const { stdout } = await promisify(execFile)('qpdf', args, { maxBuffer: 50_000_000 })
  const [, objects] = (JSON.parse(stdout) as { qpdf: [unknown, Record<string, Dict>] }).qpdf
  return new Map(
    Object.entries(objects).map(([name, { value, stream }]) => {
      const held = isDict(stream) ? stream : null
      const data = held ? Buffer.from((held['data'] ?? '') as string, 'base64') : null
      return [name.replace('obj:', ''), { dict: (held ? held['dict'] : value) as Dict, data }]
    }),
  )
}

/** Every dictionary of a value, however deep; references are objects of their own. */
const within = (value: unknown): Dict[] =>
  Array.isArray(value)
    ? value.flatMap(within)
    : isDict(value)
      ? [value, ...Object.values(value).flatMap(within)]
      : []

const blendModes = new Set(
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'
    .split(' ')
    .map((name) => `/${name}`),
)
const forbiddenActions = new Set(
  'Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView JavaScript'
    .split(' ')
    .map((name) => `/${name}`),
)
const plainFonts = new Set(['/Type1', '/MMType1', '/TrueType', '/CIDFontType0', '/CIDFontType2'])

const fontFlaws = (font: Dict, at: (reference: unknown) => Dict): string[] => {
  const subtype = String(font['/Subtype'])
  if (subtype === '/Type0') return font['/ToUnicode'] === undefined ? ['a font without its characters'] : []
  if (!plainFonts.has(subtype)) return []
  const descriptor = at(font['/FontDescriptor'])
  const isEmbedded = ['/FontFile', '/FontFile2', '/FontFile3'].some((key) => descriptor[key] !== undefined)
  return [
    ...(isEmbedded ? [] : [`${String(font['/BaseFont'])} is not embedded`]),
    ...(subtype === '/CIDFontType2' && font['/CIDToGIDMap'] === undefined ? ['no CIDToGIDMap'] : []),
  ]
}

/** What ISO 19005-2, level B, forbids wherever it stands in a file. */
const anywhere = (dict: Dict, at: (reference: unknown) => Dict): string[] => {
  const flaws: string[] = []
  if (forbiddenActions.has(String(dict['/S'])) && dict['/Type'] !== '/OutputIntent')
    flaws.push(`action ${String(dict['/S'])}`)
  for (const key of [
    '/AA',
    '/EmbeddedFiles',
    '/NeedAppearances',
    '/XFA',
    '/Alternates',
    '/OPI',
    '/PS',
    '/TR',
  ])
    if (dict[key] !== undefined) flaws.push(key)
  if (dict['/Interpolate'] === true) flaws.push('/Interpolate')
  if (JSON.stringify(dict['/Filter'] ?? '').includes('LZWDecode')) flaws.push('LZW')
  const modes = [dict['/BM'] ?? '/Normal'].flat() as string[]
  flaws.push(...modes.filter((mode) => !blendModes.has(mode)).map((mode) => `blend mode ${mode}`))
  if (dict['/Type'] === '/Font') flaws.push(...fontFlaws(dict, at))
  const isShownAnnotation = dict['/Type'] === '/Annot' && dict['/Subtype'] !== '/Popup'
  if (isShownAnnotation) {
    const flags = Number(dict['/F'] ?? 0)
    // Print set; hidden, invisible, no view and toggle no view clear (6.3.2).
    if ((flags & 4) === 0 || (flags & (1 | 2 | 32 | 256)) !== 0) flaws.push(`annotation flags ${flags}`)
    const [left, bottom, right, top] = (dict['/Rect'] as number[] | undefined) ?? []
    const hasArea = left !== right && bottom !== top
    if (dict['/Subtype'] !== '/Link' && hasArea && dict['/AP'] === undefined) flaws.push('no appearance')
  }
  return flaws
}

/**
 * Some demands of PDF/A-2b, looked at in what qpdf makes of a file. No validator: it knows nothing of what stands inside
 * content streams, fonts and colour profiles.
 */
export const archiveFlaws = (objects: Objects): string[] => {
  const at = (reference: unknown): Dict =>
    isDict(reference) ? reference : (objects.get(String(reference))?.dict ?? {})
  const trailer = objects.get('trailer')?.dict ?? {}
  const root = at(trailer['/Root'])
  const flaws: string[] = []
  if (!Array.isArray(trailer['/ID'])) flaws.push('no file identifier')
  if (trailer['/Encrypt'] !== undefined) flaws.push('encrypted')
  const xmp = objects.get(String(root['/Metadata']))?.data?.toString('utf8') ?? ''
  if (!/<pdfaid:part>2<\/pdfaid:part>/u.test(xmp)) flaws.push('XMP: no part 2')
  if (!/<pdfaid:conformance>[AUB]<\/pdfaid:conformance>/u.test(xmp)) flaws.push('XMP: no level')
  const intents = root['/OutputIntents']
  const list = Array.isArray(intents) ? intents : ((objects.get(String(intents))?.dict ?? []) as unknown)
  const intent = (Array.isArray(list) ? list : []).map(at).find((each) => each['/S'] === '/GTS_PDFA1')
  const profile = objects.get(String(intent?.['/DestOutputProfile']))
  if (profile?.data?.subarray(36, 40).toString('latin1') !== 'acsp') flaws.push('no output profile')
  else if (profile.dict['/N'] !== 3 || profile.data.subarray(16, 20).toString('latin1') !== 'RGB ')
    flaws.push('the output profile has other colours')
  for (const key of Object.keys(at(root['/Perms'])))
    if (key !== '/DocMDP' && key !== '/UR3') flaws.push(`permission ${key}`)
  const dicts = [...objects.values()].flatMap(({ dict }) => within(dict))
  return [...new Set([...flaws, ...dicts.flatMap((dict) => anywhere(dict, at))])]
}
