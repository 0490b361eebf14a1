import type pg from 'pg'
import type { Config } from './config.ts'
import type { FileStore } from './file-store.ts'
import type { Keys } from './keys.ts'
import type { Reader } from '../documents/read-lines.ts'
import type { ReadingDesk } from '../documents/reading-desk.ts'
import type { Doors } from '../test-host/doors.ts'
import type { SendMessage } from './messages.ts'

/** The standing parts every errand shares. Clock, sender and reader are parts so that a test can hold them. */
export type House = {
  readonly config: Config
  readonly pool: pg.Pool
  readonly keys: Keys
  readonly files: FileStore
  /** The demo tells the first part of its story on an earlier day's clock. */
  now: () => Date
  readonly sendMessage: SendMessage
  /** Reads the writing in pictures, in a process of its own that starts when it is first needed. */
  readonly reader: Reader
  /** Where long papers are read, outside any request. */
  readonly desk: ReadingDesk
  /** Where people reach the house: the public address, or loopback's `localhost` at the port that is really listened on. */
  origin: string
  /** Asks the log's sequencer to take its turn now. */
  wakeLog: () => void
  /** Port the ISO 8583 test host really listens on; set when it listens. */
  iso8583Port: number
  /** The dialects it speaks, each at a door of its own; set when it listens. */
  doors: Doors
}
