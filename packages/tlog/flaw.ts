/**
 * Evidence that does not hold, or text that is not of its format. `rule` is an id of this room's README; `what` says
 * which part, never its content.
 */
export class Flaw extends Error {
  override readonly name = 'Flaw'
  readonly rule: string
  constructor(rule: string, what: string) {
    super(`${rule}: ${what}`)
    this.rule = rule
  }
}
