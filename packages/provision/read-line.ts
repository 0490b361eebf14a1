/**
 * One line a machine read in a picture. The box is in pixels of the picture set upright: its left and upper edge, its
 * size. `confidence` is the mean over its characters, 0–1.
 */
export type ReadLine = {
  readonly text: string
  readonly confidence: number
  readonly box: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }
}
