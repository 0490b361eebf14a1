export type Severity = 'high' | 'medium' | 'low'
/** Where a line of a finding stands on its page, in shares of the upright page. */
type Place = { page: number; x: number; y: number; width: number; height: number }
type Found = { severity: Severity; places: readonly Place[] }

/**
 * One framed line and the findings on it; `numbers` are their places in the list, from 1, and `fresh` those not framed
 * before. A finger meets it from `top` to `bottom`: beyond the line, and never into another.
 */
export type Frame = Place & {
  top: number
  bottom: number
  severity: Severity
  numbers: readonly number[]
  fresh: readonly number[]
}

export const gravest = (severities: readonly Severity[]): Severity =>
  severities.includes('high') ? 'high' : severities.includes('medium') ? 'medium' : 'low'

const isInColumn = (one: Place, other: Place): boolean =>
  one.page === other.page && one.x < other.x + other.width && other.x < one.x + one.width

/** The same line: more than half as high together as the lower one. */
const isSameLine = (one: Place, other: Place): boolean => {
  const shared = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return isInColumn(one, other) && shared > Math.min(one.height, other.height) / 2
}

const middle = ({ y, height }: Place): number => y + height / 2

type Line = { readonly place: Place; readonly numbers: readonly number[] }

/** As high again above and below, but only half way to the next framed line. */
const touchOf = (place: Place, all: readonly Place[]): { top: number; bottom: number } => {
  const own = middle(place)
  const others = all.filter((each) => each !== place && isInColumn(each, place)).map(middle)
  const borders = others.map((other) => (own + other) / 2)
  return {
    top: Math.max(0, place.y - place.height, ...borders.filter((border) => border <= own)),
    bottom: Math.min(1, place.y + place.height * 2, ...borders.filter((border) => border > own)),
  }
}

const around = (one: Place, other: Place): Place => {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  const width = Math.max(one.x + one.width, other.x + other.width) - x
  const height = Math.max(one.y + one.height, other.y + other.height) - y
  return { page: one.page, x, y, width, height }
}

/** A line that joins two others makes one of all three. */
const added = (lines: readonly Line[], line: Line): readonly Line[] => {
  const same = lines.find(({ place }) => isSameLine(place, line.place))
  if (!same) return [...lines, line]
  const joined = {
    place: around(same.place, line.place),
    numbers: [...new Set([...same.numbers, ...line.numbers])].sort((a, b) => a - b),
  }
  return added(
    lines.filter((each) => each !== same),
    joined,
  )
}

/** Findings on one line share one frame: a frame over another would hide it from finger and eye. In the order of the page. */
export const frames = (findings: readonly Found[]): readonly Frame[] => {
  const lines = findings
    .flatMap(({ places }, at) => places.map((place) => ({ place, numbers: [at + 1] })))
    .reduce<readonly Line[]>(added, [])
  const places = lines.map(({ place }) => place)
  const opened = new Set<number>()
  return lines
    .toSorted(({ place: one }, { place: other }) => one.page - other.page || one.y - other.y)
    .map(({ place, numbers }) => {
      const fresh = numbers.filter((number) => !opened.has(number))
      for (const number of fresh) opened.add(number)
      const severity = gravest(numbers.flatMap((number) => findings[number - 1]?.severity ?? []))
      return { ...place, ...touchOf(place, places), severity, numbers, fresh }
    })
}
