/** Text folded to one form, each unit with its place in the original. */
export type Folded = { readonly text: string; readonly at: readonly number[] }

const silent = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\ufe0f/

/** Plain Latin and Han stay as they are; nothing is asked of Unicode for them, since most text is made of them. */
const isPlain = (code: number): boolean => code < 0x80 || (code >= 0x4e00 && code <= 0x9fff)

/** Full width, circled and mathematical forms become plain; invisible characters vanish; letters become small. */
export const fold = (original: string): Folded => {
  const text: string[] = []
  const at: number[] = []
  for (let place = 0; place < original.length; ) {
    const code = original.codePointAt(place) ?? 0
    const character = String.fromCodePoint(code)
    const plain = isPlain(code) ? character : silent.test(character) ? '' : character.normalize('NFKC')
    for (const unit of plain.toLowerCase().split('')) {
      text.push(unit)
      at.push(place)
    }
    place += character.length
  }
  return { text: text.join(''), at }
}

const spoken: Readonly<Record<string, string>> = Object.fromEntries(
  ['零〇○', '一壹幺', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap(
    (signs, value) => Array.from(signs, (sign) => [sign, String(value)]),
  ),
)

/** Everything that stands for one digit, as the inside of a character class. */
export const digitClass = `0-9${Object.keys(spoken).join('')}`

export const digitOf = (unit: string): string | null =>
  unit >= '0' && unit <= '9' ? unit : (spoken[unit] ?? null)

const separators = /^[ \t\u3000\-‐‑–—−－_.·・,/]$/
const letter = /^[a-z]$/

export type Digit = {
  readonly value: string
  /** Index into the folded text. */
  readonly place: number
  /** What stands between this digit and the one before: nothing, separators of one kind, or a single letter. */
  readonly gap: string
}

/** What lies between two digits of one run; null where the run ends. */
const gapAt = (text: string, place: number): { gap: string; next: number } | null => {
  const unit = text.charAt(place)
  if (digitOf(unit) !== null) return { gap: '', next: place }
  if (separators.test(unit)) {
    let next = place + 1
    while (next < place + 3 && text.charAt(next) === unit) next++
    return digitOf(text.charAt(next)) === null ? null : { gap: unit, next }
  }
  return letter.test(unit) && digitOf(text.charAt(place + 1)) !== null
    ? { gap: 'letter', next: place + 1 }
    : null
}

/** Digits that may belong to one number, written together, in groups, or broken by single letters. */
export const digitRuns = (text: string): Digit[][] => {
  const runs: Digit[][] = []
  for (let place = 0; place < text.length; place++) {
    if (digitOf(text.charAt(place)) === null) continue
    const run: Digit[] = []
    let gap = ''
    for (;;) {
      run.push({ value: digitOf(text.charAt(place)) ?? '', place, gap })
      const found = gapAt(text, place + 1)
      if (found === null) break
      gap = found.gap
      place = found.next
    }
    runs.push(run)
  }
  return runs
}
