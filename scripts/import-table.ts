/**
 * Who may look into whom, as data; `scripts/check-house.ts` executes it. Floors are folders, the longest
 * match wins. A room below `packages/` that has no line of its own is a pure room.
 */
export type Floor = {
  /** Packages (`#room/…`) whose code may be imported; a room may always import itself. */
  readonly rooms: 'any' | readonly string[]
  /** npm and node: modules, by name or scope (`@noble/`). */
  readonly outside: 'any' | readonly string[]
  /** Folders whose files may be reached by a relative path, besides its own. */
  readonly reaches: readonly string[]
}

export const pureRoom: Floor = { rooms: ['ground'], outside: [], reaches: [] }

/** Only the types of these may be imported by a pure room beside them: the words two rooms share. */
export const sharedTypes = ['#fees/schedule.ts', '#provision/case.ts']

const pureRooms = [
  ...['ground', 'provision', 'fees', 'contract-guard', 'vault', 'tlog', 'iso8583'],
  ...['device', 'provider', 'dispatch', 'care', 'fleet'],
]

const front: Floor = {
  // access: whoever issues a machine's key chooses among the calls their own role may make.
  rooms: [...pureRooms, 'api', 'access', 'words'],
  outside: 'any',
  // The technician's pages are built with the others and share their components.
  reaches: ['apps/web/', 'apps/field/'],
}

export const floors: Readonly<Record<string, Floor>> = {
  'packages/ground/': { rooms: [], outside: ['canonicalize', 'chinese-days'], reaches: [] },
  'packages/tlog/': { rooms: [], outside: ['@noble/'], reaches: [] },
  'packages/iso8583/': { rooms: [], outside: ['@noble/'], reaches: [] },
  'packages/words/': { rooms: ['ground'], outside: ['@lingui/'], reaches: [] },
  'packages/api/': { rooms: pureRooms, outside: ['typebox'], reaches: [] },
  'packages/access/': { rooms: [...pureRooms, 'api'], outside: [], reaches: [] },
  // A server room reaches the house, and documents, which only reads what was uploaded and knows no business;
  // any other room by `import type` alone, or by a job.
  'apps/server/src/': {
    rooms: 'any',
    outside: 'any',
    reaches: ['apps/server/src/house/', 'apps/server/src/documents/', 'scripts/demo.ts'],
  },
  // The house opens the rooms' doors only through what main hands it.
  'apps/server/src/house/': { rooms: 'any', outside: 'any', reaches: [] },
  'apps/cli/': { rooms: 'any', outside: 'any', reaches: ['apps/server/src/'] },
  'apps/web/': front,
  'apps/field/': front,
}

/** Knowledge that lives in one place: module → the folders that may import it. Tests use real parts and are free. */
export const keepers: Readonly<Record<string, readonly string[]>> = {
  pg: ['apps/server/src/house/'],
  'graphile-worker': ['apps/server/src/house/'],
  fastify: ['apps/server/src/house/'],
  '@fastify/': ['apps/server/src/house/'],
  'node:http': ['apps/server/src/house/'],
  'node:https': ['apps/server/src/house/'],
  // The corridor compiles the schemas that api declares.
  'typebox/compile': ['apps/server/src/house/'],
  typebox: ['packages/api/'],
}

/** The one file of each front end that talks to the server. */
export const fetchers = ['apps/web/client.ts', 'apps/field/service-worker.ts']

export const forbiddenNames = ['index', 'util', 'utils', 'helper', 'helpers', 'common', 'types']

/** Files longer than this are cut by subject, but for what is generated and for tables of words. */
export const LINES = 400
export const data = ['apps/server/src/house/schema.ts', 'packages/words/']
