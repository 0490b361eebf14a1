import type { Connection } from './database.ts'
import { type EmbeddedPostgres, startPostgres } from './postgres.ts'

export type KeptPostgres = { readonly owner: Connection; stop(): Promise<void> }

const PAUSE_MS = 2_000

/** The embedded PostgreSQL, brought back when it ends unasked: meanwhile requests answer 503. */
export const keepPostgres = async (dataDir: string, say: (line: string) => void): Promise<KeptPostgres> => {
  let stopping = false
  let postgres: EmbeddedPostgres = await startPostgres({ dataDir, say })
  const watch = (): void => {
    void postgres.ended.then(async () => {
      while (!stopping) {
        say('the database ended unexpectedly; starting it again')
        try {
          postgres = await startPostgres({ dataDir, say })
          watch()
          return
        } catch (error) {
          say(`the database does not start: ${(error as Error).message}`)
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
        }
      }
    })
  }
  watch()
  return {
    owner: postgres.connection,
    async stop() {
      stopping = true
      await postgres.stop()
    },
  }
}
