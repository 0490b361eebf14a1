import { isIPv4 } from 'node:net'
import { join, resolve } from 'node:path'

/** An S3-compatible store for contents. */
export type FilesS3 = {
  /** Null: AWS itself. */
  readonly endpoint: string | null
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. */
  readonly pathStyle: boolean
}

export type Config = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly iso8583Port: number
  readonly demo: boolean
  readonly operatorPhone: string | null
  /** Cookies get `Secure` and the `__Host-` name when people reach the house over TLS. */
  readonly publicUrl: string | null
  /** Null: contents stand in `dataDir/files`. */
  readonly filesS3: FilesS3 | null
  /** The virus scanner: a socket's path, `host:port` or `off`; null: the usual socket, if it is there. */
  readonly clamd: string | null
}

export class ConfigError extends Error {}

const portOf = (name: string, value: string | undefined, otherwise: number): number => {
  if (value === undefined || value === '') return otherwise
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError(`${name}=${value}: a port is a whole number from 0 to 65535`)
  return port
}

export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))

const filesS3Of = (env: NodeJS.ProcessEnv): FilesS3 | null => {
  const bucket = env.FILES_S3_BUCKET
  if (!bucket) return null
  const [accessKeyId, secretAccessKey] = [env.FILES_S3_ACCESS_KEY_ID, env.FILES_S3_SECRET_ACCESS_KEY]
  if (!accessKeyId || !secretAccessKey)
    throw new ConfigError(
      `FILES_S3_BUCKET=${bucket} needs FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY`,
    )
  return {
    endpoint: env.FILES_S3_ENDPOINT || null,
    region: env.FILES_S3_REGION || 'us-east-1',
    bucket,
    accessKeyId,
    secretAccessKey,
    pathStyle: env.FILES_S3_PATH_STYLE === '1',
  }
}

/** Reads the environment (interfaces: PORT, HOST, DATA_DIR, DATABASE_URL, ISO8583_PORT, FANGXIN_DEMO, FILES_S3_*, CLAMD). */
export const readConfig = (env: NodeJS.ProcessEnv, defaults: { demo: boolean }): Config => {
  const host = env.HOST || '127.0.0.1'
  const demo = (env.FANGXIN_DEMO ?? (defaults.demo ? '1' : '0')) === '1'
  if (demo && !isLoopback(host))
    throw new ConfigError(
      `FANGXIN_DEMO=1 signs anybody in with one click and is only ever served on loopback; HOST is ${host}`,
    )
  return {
    host,
    port: portOf('PORT', env.PORT, 8080),
    dataDir: resolve(env.DATA_DIR || join(process.cwd(), 'var')),
    databaseUrl: env.DATABASE_URL || null,
    iso8583Port: portOf('ISO8583_PORT', env.ISO8583_PORT, 8583),
    demo,
    operatorPhone: env.OPERATOR_PHONE || null,
    publicUrl: env.PUBLIC_URL || null,
    filesS3: filesS3Of(env),
    clamd: env.CLAMD || null,
  }
}
