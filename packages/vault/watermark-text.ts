/** Who looks at a paper: what the watermark on their copy says. */
export type Reader = { readonly name: string; readonly organisation: string }

/** Only for what it was handed in for; said on every copy, in both tongues. */
const purpose = '仅供办理POS机使用 · for POS provisioning only'
const longest = 40

/** Beijing time has been UTC+8 without summer time since 1991. */
const beijing = (at: string): string =>
  `${new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} 北京时间 UTC+8`

/** Control and direction marks go: a name must not turn the line around or break it. */
const plain = (text: string): string => {
  const letters = [
    ...text
      .replace(/\p{C}|\p{Z}+/gu, ' ')
      .replace(/ {2,}/gu, ' ')
      .trim(),
  ]
  if (letters.length === 0) return '—'
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('')
}

/** The lines of one watermark: purpose; reader and organisation; when (UTC instant `at`, written in Beijing time). */
export const watermarkLines = ({ name, organisation }: Reader, at: string): readonly string[] => [
  purpose,
  `${plain(name)} · ${plain(organisation)}`,
  beijing(at),
]
