/**
 * Bytes or values that are not a message of the dialect. `rule` is an id of this room's README, `field` the data
 * element (0 for frame, header and bitmap) and `offset` the byte, counted from the TPDU, where reading stopped.
 * The message never quotes the bytes themselves: they may be a card number.
 */
export class Malformed extends Error {
  readonly rule: string
  readonly field: number
  readonly offset: number

  constructor(rule: string, field: number, offset: number, what: string) {
    super(`${rule}: ${what} (field ${field}, byte ${offset})`)
    this.name = 'Malformed'
    this.rule = rule
    this.field = field
    this.offset = offset
  }
}
