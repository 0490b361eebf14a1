import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FilesS3 } from './config.ts'
import { BadRequest } from './problem.ts'

export type StoredFile = { readonly key: string; readonly storedAt: Date }

/**
 * Where contents stand that are too large for a row. What is put is sealed already: the store is not trusted with a single
 * clear byte. A key is written once; `put` returns when the bytes are safe, so that the row naming them may commit.
 */
export type FileStore = {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Buffer>
  /** No error when it is gone already. */
  remove(key: string): Promise<void>
  list(prefix?: string): AsyncIterable<StoredFile>
}

const keyForm = /^[a-z0-9][a-z0-9_.-]{0,180}$/u

/** A key is a file's name on disk: no path, no dot at its head, one letter case. */
export const checkKey = (key: string): string => {
  if (!keyForm.test(key)) throw new Error(`no key of a stored file: ${key.slice(0, 40)}`)
  return key
}

/** The store did not answer, or lost the file: 503, and what was asked did not happen. */
export const filesUnavailable = (cause: unknown): BadRequest =>
  Object.assign(new BadRequest(503, 'DOC-17'), { cause })

/** Runs against the store; whatever fails there is said as one thing. */
export const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw filesUnavailable(error)
  }
}

/** Makes a name survive a power cut: the folder it stands in is written too. Windows opens no folder and needs none. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Files on this machine's disk, below `folder`, in two levels of 256 folders each; only the house may read them. A draft
 * stands there under a key of its own: one that a killed process left is an orphan like any other.
 */
export const openDisk = (folder: string): FileStore => {
  const shelfOf = (key: string): string => {
    const shelf = createHash('sha256').update(checkKey(key)).digest('hex')
    return join(folder, shelf.slice(0, 2), shelf.slice(2, 4))
  }
  const makeShelf = async (key: string): Promise<string> => {
    const shelf = shelfOf(key)
    const made = await mkdir(shelf, { recursive: true, mode: 0o700 })
    if (made !== undefined) for (const above of ['..', '../..']) await syncFolder(join(shelf, above))
    return shelf
  }
  const names = (path: string): Promise<string[]> =>
    readdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw filesUnavailable(error)
    })
  return {
    put: (key, bytes) =>
      guarded(async () => {
        const shelf = await makeShelf(key)
        const draftKey = `${key}.${randomBytes(6).toString('hex')}.draft`
        const draft = join(await makeShelf(draftKey), draftKey)
        const file = await open(draft, 'wx', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, join(shelf, key))
        await syncFolder(shelf)
      }),
    get: (key) => guarded(() => readFile(join(shelfOf(key), key))),
    remove: (key) => guarded(() => rm(join(shelfOf(key), key), { force: true })),
    async *list(prefix = '') {
      for (const first of await names(folder))
        for (const second of await names(join(folder, first)))
          for (const key of await names(join(folder, first, second))) {
            if (!key.startsWith(prefix)) continue
            const found = await stat(join(folder, first, second, key)).catch(() => null)
            if (found) yield { key, storedAt: found.mtime }
          }
    },
  }
}

/** The store this house is configured for: S3 when `FILES_S3_BUCKET` names one, else `DATA_DIR/files`. */
export const openFiles = async (dataDir: string, s3: FilesS3 | null): Promise<FileStore> => {
  if (s3 === null) return openDisk(join(dataDir, 'files'))
  const { openS3 } = await import('./s3-files.ts')
  return openS3(s3)
}
