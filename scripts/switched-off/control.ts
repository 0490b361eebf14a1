/** One control, the line that is it, what stands there when it is off, and the test that must notice. */
export type Control = {
  readonly control: string
  readonly file: string
  readonly on: string
  readonly off: string
  readonly test: string
  /** Only the test of this name (a part of it). */
  readonly named: string
}
