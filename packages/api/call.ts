import type { Static, TObject, TSchema } from 'typebox'

type Said = readonly [zh: string, en: string]

type Shape<Name extends string, In extends TObject, Out extends TSchema> = {
  readonly name: Name
  /** One line for people, Chinese and English: the OpenAPI summary and the audit page. */
  readonly say: Said
  readonly input: In
  readonly output: Out
  /** Largest body in bytes; 64 KiB unless the call carries a file. */
  readonly bodyLimit?: number
  /** Does it show or change somebody's case? Then reads leave an audit row too. */
  readonly audited?: boolean
  /**
   * Does its answer show personal data in clear? Then it is recorded as a command is, its answer waits for the log, and is
   * never kept for a repeated key: each look is a look.
   */
  readonly reveals?: boolean
}

export type Call = Shape<string, TObject, TSchema> & { readonly kind: 'command' | 'read' }

/** A call that changes something: `POST /api/<name>`, one transaction, idempotent by key. */
export const command = <const Name extends string, In extends TObject, Out extends TSchema>(
  shape: Shape<Name, In, Out>,
) => ({ ...shape, kind: 'command' as const })

/** A call that only looks: `GET /api/<name>?…`, every input a query parameter. */
export const read = <const Name extends string, In extends TObject, Out extends TSchema>(
  shape: Shape<Name, In, Out>,
) => ({ ...shape, kind: 'read' as const })

export type Input<C extends Call> = Static<C['input']>
export type Output<C extends Call> = Static<C['output']>
