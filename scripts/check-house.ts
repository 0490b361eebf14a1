/** Executes the import table and the house's other laws on the sources: `node scripts/check-house.ts`. */
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import {
  data,
  type Floor,
  fetchers,
  floors,
  forbiddenNames,
  keepers,
  LINES,
  pureRoom,
  sharedTypes,
} from './import-table.ts'

/** Path from the repository's root → text. */
export type Sources = ReadonlyMap<string, string>

type Import = { readonly from: string; readonly typeOnly: boolean; readonly line: number }

const statement = /^(?:import|export)\s+(?:(type\s+)?([\w$*{},\s]*?)\s+from\s+)?'([^']+)'/gm
const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

const importsOf = (text: string): Import[] => [
  ...Array.from(text.matchAll(statement), ({ 1: type, 2: names = '', 3: from = '', index }) => ({
    from,
    typeOnly: type !== undefined || /^\{(\s*type\s[^,}]+,?)+\s*\}$/.test(names),
    line: lineOf(text, index),
  })),
  ...Array.from(text.matchAll(dynamic), ({ 1: from = '', index }) => ({
    from,
    typeOnly: false,
    line: lineOf(text, index),
  })),
]

const isTest = (path: string): boolean =>
  /\.test\.tsx?$|^apps\/server\/test\/|^(e2e|bench|scripts)\//.test(path)

/** The folder a file may move about in: its room. Files beside the server's rooms put the rooms together. */
const roomOf = (path: string): string =>
  /^(packages\/[^/]+\/|apps\/server\/src\/[^/]+\/|apps\/[^/]+\/)/.exec(path)?.[0] ?? ''

const longestPrefix = (keys: readonly string[], text: string): string | undefined =>
  keys.filter((key) => text.startsWith(key)).sort((one, other) => other.length - one.length)[0]

const floorOf = (path: string): Floor | undefined => {
  const key = longestPrefix(Object.keys(floors), path)
  if (key !== undefined) return floors[key]
  return path.startsWith('packages/') ? pureRoom : undefined
}

const isModule = (names: readonly string[], from: string): boolean =>
  names.some((name) => from === name || from.startsWith(name.endsWith('/') ? name : `${name}/`))

/** What is wrong with one import; undefined when the table allows it. */
const importFault = (path: string, floor: Floor, { from, typeOnly }: Import): string | undefined => {
  const room = roomOf(path)
  if (from.startsWith('#')) {
    const other = from.slice(1).split('/')[0] ?? ''
    const allowed = floor.rooms === 'any' || floor.rooms.includes(other) || room === `packages/${other}/`
    if (allowed || (typeOnly && sharedTypes.includes(from))) return undefined
    return `may not look into the room ${other} (${from})`
  }
  if (from.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(path), from))
    if ([room, ...floor.reaches].some((folder) => target.startsWith(folder))) return undefined
    const betweenServerRooms = [path, target].every((file) => file.startsWith('apps/server/src/'))
    if (typeOnly && betweenServerRooms) return undefined
    return `leaves its room for ${target}${betweenServerRooms ? ' (only its types may be imported)' : ''}`
  }
  const kept = longestPrefix(
    Object.keys(keepers).filter((name) => isModule([name], from)),
    from,
  )
  if (kept !== undefined)
    return keepers[kept]?.some((folder) => path.startsWith(folder))
      ? undefined
      : `only ${keepers[kept]?.join(', ')} may know ${from}`
  if (floor.outside === 'any' || isModule(floor.outside, from)) return undefined
  return `a pure room may not use ${from}`
}

const nameFault = (path: string): string | undefined => {
  const name = posix.basename(path).replace(/(\.(test|config|d))?\.(ts|tsx|mjs)$/, '')
  if (forbiddenNames.includes(name)) return `a file is named by its subject, not “${name}”`
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? undefined : 'file names are kebab-case'
}

const importFaults = (sources: Sources): string[] => {
  const faults: string[] = []
  for (const [path, text] of sources) {
    const floor = floorOf(path)
    if (floor === undefined || isTest(path) || !/\.tsx?$/.test(path)) continue
    // The build's own configuration runs under Node, not in the page.
    if (path.endsWith('.config.ts')) continue
    for (const found of importsOf(text)) {
      const fault = importFault(path, floor, found)
      if (fault !== undefined) faults.push(`${path}:${found.line} ${fault}`)
    }
    const call = /^apps\/(web|field)\//.test(path) && !fetchers.includes(path) ? text.search(/\bfetch\(/) : -1
    if (call >= 0) faults.push(`${path}:${lineOf(text, call)} only ${fetchers.join(', ')} may fetch`)
  }
  return faults
}

const shapeFaults = (sources: Sources): string[] =>
  [...sources].flatMap(([path, text]) => {
    if (!/\.(tsx?|mjs)$/.test(path)) return []
    const lines = text.split('\n').length - 1
    const named = nameFault(path)
    return [
      ...(named === undefined ? [] : [`${path}:1 ${named}`]),
      ...(lines > LINES && !data.some((place) => path.startsWith(place))
        ? [`${path}:${LINES} has ${lines} lines; cut it by subject`]
        : []),
    ]
  })

/** Every rule id used in the sources stands in a README as `- ID — statement` and has words. */
const ruleFaults = (sources: Sources): string[] => {
  const stated = new Set<string>()
  const worded = new Set<string>()
  for (const [path, text] of sources) {
    if (path.endsWith('README.md'))
      for (const { 1: id = '' } of text.matchAll(/^[-*|] *\**`?([A-Z][A-Z0-9]*-\d+)`?\**\s*[—|]/gm))
        stated.add(id)
    if (path.startsWith('packages/words/'))
      for (const { 1: id = '' } of text.matchAll(/^\s*'([A-Z][A-Z0-9]*-\d+)':/gm)) worded.add(id)
  }
  // `UTF-8` and `SHA-256` look like rule ids: a family counts once one of it is stated, worded or refused with.
  const refused = /\b(?:refuse\(|rule: )\s*'([A-Z][A-Z0-9]*)-\d+'/g
  const family = (id: string) => id.slice(0, id.lastIndexOf('-'))
  const families = new Set([...stated, ...worded].map(family))
  for (const text of sources.values())
    for (const { 1: name = '' } of text.matchAll(refused)) families.add(name)
  const faults = new Map<string, string>()
  for (const [path, text] of sources) {
    if (isTest(path) || !/^(packages\/(?!words\/)|apps\/server\/).*\.ts$/.test(path)) continue
    for (const { 1: id = '', index } of text.matchAll(/'([A-Z][A-Z0-9]*-\d+)'/g)) {
      if (!families.has(family(id)) || (stated.has(id) && worded.has(id))) continue
      const lacks = stated.has(id) ? 'no words in packages/words' : `no line “- ${id} — …” in a README`
      if (!faults.has(id)) faults.set(id, `${path}:${lineOf(text, index)} the rule ${id} has ${lacks}`)
    }
  }
  return [...faults.values()]
}

/** All breaches, as `path:line what is wrong`. */
export const checkHouse = (sources: Sources): string[] =>
  [...new Set([...importFaults(sources), ...shapeFaults(sources), ...ruleFaults(sources)])].sort()

const readSources = (root: string): Sources => {
  const folders = '{packages,apps,scripts,e2e,bench}/**/*.{ts,tsx,mjs,md}'
  const skip = (path: string) => /(^|\/)(node_modules|dist|var|\.cache)(\/|$)/.test(path)
  return new Map(
    globSync(folders, { cwd: root, exclude: skip }).map((path) => [
      path,
      readFileSync(join(root, path), 'utf8'),
    ]),
  )
}

if (import.meta.main) {
  const faults = checkHouse(readSources(join(import.meta.dirname, '..')))
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
