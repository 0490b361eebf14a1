/** Why the embedded PostgreSQL would not run, with a code the start command can answer to. */
export type PostgresCode =
  | 'POSTGRES_DISK_FULL'
  | 'POSTGRES_FAILED'
  | 'POSTGRES_NO_BINARY'
  | 'POSTGRES_PERMISSION'
  | 'POSTGRES_PORT'
  | 'POSTGRES_RUNNING'
  | 'POSTGRES_VERSION'

export type PostgresError = Error & { readonly code: PostgresCode }

export const postgresError = (code: PostgresCode, message: string): PostgresError =>
  Object.assign(new Error(message), { code })

const causes: readonly { code: PostgresCode; sign: RegExp; advice: string }[] = [
  {
    code: 'POSTGRES_DISK_FULL',
    sign: /No space left on device|Disk quota exceeded/,
    advice: 'The disk is full. Free some space and start again; nothing acknowledged is lost.',
  },
  {
    code: 'POSTGRES_PORT',
    sign: /could not bind|Address already in use|could not create any Unix-domain sockets/,
    advice: 'The database socket is taken by another program.',
  },
  {
    code: 'POSTGRES_VERSION',
    sign: /database files are incompatible with server/,
    advice: 'The data directory was written by another PostgreSQL version.',
  },
  {
    code: 'POSTGRES_PERMISSION',
    sign: /Permission denied|Operation not permitted|Read-only file system|wrong ownership|invalid permissions/,
    advice: 'The data directory cannot be used by this user. Start as its owner, or choose another DATA_DIR.',
  },
]

/** Turns what initdb or postgres printed before it ended into a coded error that quotes it. */
export const postgresErrorFrom = (what: string, output: readonly string[]): PostgresError => {
  const said = output.slice(-8).join('\n')
  const cause = causes.find(({ sign }) => sign.test(output.join('\n')))
  return postgresError(
    cause?.code ?? 'POSTGRES_FAILED',
    `${what} failed. ${cause?.advice ?? 'PostgreSQL said:'}\n${said}`,
  )
}
