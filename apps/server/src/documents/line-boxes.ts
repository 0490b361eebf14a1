/** A corner or direction in pixels, y downwards. */
type Point = readonly [x: number, y: number]

/** A line of writing as found: centre, size in pixels, and how far its own x axis is turned (radians, clockwise). */
export type LineBox = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
  /** Mean probability of its pixels. */
  readonly score: number
}

/** PP-OCRv4's own post-processing figures (PaddleOCR tools/infer/utility.py: det_db_*). */
const limits = { pixel: 0.3, box: 0.6, unclip: 1.6, pixels: 12, side: 3, boxes: 400 }

const cross = (o: Point, a: Point, b: Point) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

/** Andrew's monotone chain over points sorted by x, then y. */
const hullOf = (points: readonly Point[]): Point[] => {
  const half = (sorted: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of sorted) {
      while (
        chain.length > 1 &&
        cross(chain[chain.length - 2] as Point, chain[chain.length - 1] as Point, point) <= 0
      )
        chain.pop()
      chain.push(point)
    }
    chain.pop()
    return chain
  }
  const hull = [...half(points), ...half(points.toReversed())]
  return hull.length > 0 ? hull : points.slice(0, 1)
}

/** The smallest rectangle around a hull lies along one of its edges. Turned so that its x axis leans least. */
const rectangleOf = (hull: readonly Point[]): Omit<LineBox, 'score'> => {
  let best = { area: Number.POSITIVE_INFINITY, x: 0, y: 0, width: 0, height: 0, angle: 0 }
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] as Point
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const along = hull.map(([x, y]) => x * cos + y * sin)
    const across = hull.map(([x, y]) => y * cos - x * sin)
    const [left, right, top, bottom] = [
      Math.min(...along),
      Math.max(...along),
      Math.min(...across),
      Math.max(...across),
    ]
    const area = (right - left) * (bottom - top)
    if (area >= best.area) continue
    const [u, v] = [(left + right) / 2, (top + bottom) / 2]
    best = {
      area,
      angle,
      x: u * cos - v * sin,
      y: u * sin + v * cos,
      width: right - left,
      height: bottom - top,
    }
  }
  let { width, height, angle } = best
  while (angle > Math.PI / 4) [angle, width, height] = [angle - Math.PI / 2, height, width]
  while (angle < -Math.PI / 4) [angle, width, height] = [angle + Math.PI / 2, height, width]
  return { x: best.x, y: best.y, width, height, angle }
}

/** Pixels above the threshold that touch each other (eight neighbours), each with its outline left and right per row. */
const componentsOf = (map: Float32Array, mapWidth: number, mapHeight: number) => {
  const seen = new Uint8Array(map.length)
  const found: { pixels: number; sum: number; edge: Point[] }[] = []
  const stack: number[] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] === 1 || (map[start] ?? 0) <= limits.pixel) continue
    seen[start] = 1
    stack.push(start)
    let pixels = 0
    let sum = 0
    const rows = new Map<number, [number, number]>()
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const y = Math.floor(at / mapWidth)
      const x = at - y * mapWidth
      pixels += 1
      sum += map[at] ?? 0
      const row = rows.get(y)
      if (row) {
        if (x < row[0]) row[0] = x
        if (x > row[1]) row[1] = x
      } else rows.set(y, [x, x])
      for (let nextY = Math.max(0, y - 1); nextY <= Math.min(mapHeight - 1, y + 1); nextY++)
        for (let nextX = Math.max(0, x - 1); nextX <= Math.min(mapWidth - 1, x + 1); nextX++) {
          const next = nextY * mapWidth + nextX
          if (seen[next] === 1 || (map[next] ?? 0) <= limits.pixel) continue
          seen[next] = 1
          stack.push(next)
        }
    }
    // Whole pixels have width: their corners, not their middles, bound the line.
    const edge = [...rows].flatMap(([y, [left, right]]): Point[] => [
      [left, y],
      [left, y + 1],
      [right + 1, y],
      [right + 1, y + 1],
    ])
    found.push({ pixels, sum, edge })
  }
  return found
}

/**
 * Lines of writing in the detector's probability map: connected pixels, the smallest rectangle around each, grown back
 * by what the detector shrinks (area × ratio ÷ perimeter, Vatti clipping in the original).
 */
export const lineBoxes = (map: Float32Array, mapWidth: number, mapHeight: number): LineBox[] =>
  componentsOf(map, mapWidth, mapHeight)
    .filter(({ pixels, sum }) => pixels >= limits.pixels && sum / pixels >= limits.box)
    .sort((one, other) => other.pixels - one.pixels)
    .slice(0, limits.boxes)
    .map(({ pixels, sum, edge }) => {
      const sorted = edge.sort((one, other) => one[0] - other[0] || one[1] - other[1])
      return { ...rectangleOf(hullOf(sorted)), score: sum / pixels }
    })
    .filter(({ width, height }) => Math.min(width, height) >= limits.side)
    .map((box) => {
      const grown = (box.width * box.height * limits.unclip) / (2 * (box.width + box.height))
      return { ...box, width: box.width + 2 * grown, height: box.height + 2 * grown }
    })
