import { may } from '#access/may.ts'
import { calls, type CallName } from '#api/calls.ts'
import { terminalCalls } from '#api/terminal-door.ts'
import type { Call } from '#api/call.ts'

type Schema = Record<string, unknown>

/** JSON Schema as TypeBox writes it, in the dialect of OpenAPI 3.0.3: `null` becomes `nullable`, `const` an enum of one. */
const schema303 = (source: unknown): Schema => {
  if (typeof source !== 'object' || source === null) return {}
  const {
    anyOf,
    const: only,
    items,
    properties,
    patternProperties,
    additionalProperties,
    ...rest
  } = source as Schema & {
    anyOf?: Schema[]
    properties?: Record<string, Schema>
    patternProperties?: Record<string, Schema>
  }
  const out: Schema = {}
  // `x-carries` is for the corridor; what it refuses is told as any 400.
  for (const [key, value] of Object.entries(rest))
    if (!key.startsWith('~') && key !== 'x-carries') out[key] = value
  if (only !== undefined) Object.assign(out, { type: typeof only, enum: [only] })
  if (Array.isArray(out.enum) && out.type === undefined) out.type = 'string'
  if (items !== undefined) out.items = schema303(items)
  if (properties)
    out.properties = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, schema303(value)]),
    )
  if (patternProperties) out.additionalProperties = schema303(Object.values(patternProperties)[0])
  else if (additionalProperties !== undefined)
    out.additionalProperties =
      typeof additionalProperties === 'boolean' ? additionalProperties : schema303(additionalProperties)
  if (anyOf) {
    const nullable = anyOf.some((each) => each.type === 'null')
    const others = anyOf.filter((each) => each.type !== 'null').map(schema303)
    const [single] = others
    if (others.length === 1 && single) Object.assign(out, single, nullable ? { nullable: true } : {})
    else Object.assign(out, { anyOf: others }, nullable ? { nullable: true } : {})
  }
  return out
}

const problemRef = { $ref: '#/components/schemas/Problem' }
const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemRef } },
})

const said = {
  type: 'object',
  required: ['happened', 'remedy'],
  properties: { happened: { type: 'string' }, remedy: { type: 'string' } },
}

/** Who may make a call; terminals, which are nobody's session, have calls of their own. */
const makersOf = (call: Call): readonly string[] =>
  call.name in may ? may[call.name as CallName] : ['terminal']

const securityOf = (makers: readonly string[]) => {
  if (makers.includes('terminal')) return [{ terminal: [] }]
  return makers.includes('anonymous')
    ? [{}, { session: [] }, { apiKey: [] }]
    : [{ session: [] }, { apiKey: [] }]
}

const errors = (call: Call) => {
  const principals = makersOf(call)
  return {
    400: problemAnswer('The request does not fit the schema; `field` names the place'),
    401: problemAnswer('Not signed in'),
    403: problemAnswer(`Only: ${principals.join(', ')}`),
    404: problemAnswer('Not found, or not yours'),
    405: problemAnswer('Another method'),
    ...(call.kind === 'command'
      ? {
          409: problemAnswer('Refused by the rule in `rule`; nothing was changed'),
          413: problemAnswer('Body too large'),
          415: problemAnswer('Not application/json'),
          422: problemAnswer('Idempotency-Key used for another request'),
          429: problemAnswer('Too many requests; see Retry-After'),
        }
      : { 409: problemAnswer('Refused by the rule in `rule`') }),
    500: problemAnswer('A fault of ours; nothing was changed'),
    503: problemAnswer('Not available now; see Retry-After'),
  }
}

const operation = (call: Call) => {
  const [zh, en] = call.say
  const input = schema303(call.input) as { properties?: Record<string, Schema>; required?: string[] }
  const common = {
    operationId: call.name,
    summary: `${zh} · ${en}`,
    tags: [call.name.split('.')[0]],
    description: `May be made by: ${makersOf(call).join(', ')}.`,
    security: securityOf(makersOf(call)),
    responses: {
      200: { description: en, content: { 'application/json': { schema: schema303(call.output) } } },
      ...errors(call),
    },
  }
  if (call.kind === 'read')
    return {
      get: {
        ...common,
        parameters: Object.entries(input.properties ?? {}).map(([name, schema]) => ({
          name,
          in: 'query',
          required: input.required?.includes(name) ?? false,
          schema,
        })),
      },
    }
  return {
    post: {
      ...common,
      parameters: [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description:
            'Required from machines. The same key answers the same again, with Idempotent-Replayed: true.',
          schema: { type: 'string', minLength: 8, maxLength: 200 },
        },
      ],
      requestBody: { required: true, content: { 'application/json': { schema: input } } },
    },
  }
}

/** The whole interface as OpenAPI 3.0.3, the version outsiders' tools read. */
export const openApi = (version: string) => ({
  openapi: '3.0.3',
  info: {
    title: 'Fangxin 放心装',
    version,
    description:
      'On-site POS provisioning that can be checked at every step. Commands are POST, reads are GET.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  servers: [{ url: '/' }],
  paths: Object.fromEntries(
    [...calls, ...terminalCalls].map((call) => [`/api/${call.name}`, operation(call)]),
  ),
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'fx_session' },
      apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'fx_…' },
      terminal: {
        type: 'apiKey',
        in: 'header',
        name: 'Fangxin-Device-Mac',
        description: 'HMAC-SHA-256 over the body, hex, under the key from `fleet.take-key`',
      },
    },
    schemas: {
      Problem: {
        type: 'object',
        description: 'RFC 9457 problem document with the rule and its words in both languages',
        required: ['type', 'title', 'status', 'detail', 'rule', 'words', 'requestId'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          rule: { type: 'string' },
          field: { type: 'string' },
          params: {
            type: 'object',
            additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }] },
          },
          words: { type: 'object', required: ['zh', 'en'], properties: { zh: said, en: said } },
          requestId: { type: 'string' },
        },
      },
    },
  },
})
