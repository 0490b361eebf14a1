import { isIPv4 } from 'node:net'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'

/** Where key-encryption keys come from: files beside the data, the environment, or a PKCS#11 token. */
export type KekSource =
  | { readonly kind: 'file' }
  | { readonly kind: 'environment'; readonly value: string }
  | {
      readonly kind: 'pkcs11'
      readonly module: string
      readonly token: string
      readonly pin: string
    }
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

/** An OpenAI-compatible endpoint that may add comments to the contract guard's findings. */
export type CommentModel = {
  /** Ends before `/chat/completions`. */
  readonly url: string
  readonly model: string
  readonly apiKey: string | null
}

/** What agreements are sealed with. */
export type Signing = {
  /** A PKCS#12 file, or a folder with one `<organisation id>.p12` for each acquirer; null: none. */
  readonly p12: string | null
  readonly p12Password: string
  /** An RFC 3161 time-stamp authority; null: none is asked. */
  readonly timeStampUrl: string | null
  /** A module that connects a licensed certification authority; null: none is connected. */
  readonly authorityModule: string | null
}

/** Where heartbeats come from besides HTTPS. */
export type MqttIntake = { readonly url: string; readonly topic: string; readonly clientId: string }

export type Config = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly iso8583Port: number
  /** A TLS door of the test host beside the plain one; certificate and key are PEM files. */
  readonly iso8583Tls: { readonly port: number; readonly cert: string; readonly key: string } | null
  /** A folder of dialect files beside those that come along; null: none. */
  readonly iso8583Dialects: string | null
  /** The port of each dialect's own door, by name; any free one where none is said. */
  readonly iso8583Doors: ReadonlyMap<string, number>
  readonly demo: boolean
  readonly operatorPhone: string | null
  /** Cookies get `Secure` and the `__Host-` name when people reach the house over TLS. */
  readonly publicUrl: string | null
  readonly keks: KekSource
  /** What a new key store seals with: `aes` or `sm` (国密 SM4 and SM3); an existing store keeps its own. */
  readonly profile: 'aes' | 'sm'
  /** Null: contents stand in `dataDir/files`. */
  readonly filesS3: FilesS3 | null
  /** The virus scanner: a socket's path, `host:port` or `off`; null: the usual socket, if it is there. */
  readonly clamd: string | null
  /** Null: no model is asked anything. */
  readonly commentModel: CommentModel | null
  readonly signing: Signing
  /** The acceptance suite terminals are tested by: a file, or a folder with one `<organisation id>.json` for each
   * acquirer; null: the house's own. */
  readonly acceptanceSuite: string | null
  /** Null: no broker is listened to. */
  readonly mqtt: MqttIntake | null
}

export class ConfigError extends Error {}

const portOf = (name: string, value: string | undefined, otherwise: number): number => {
  if (value === undefined || value === '') return otherwise
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError(`${name}=${value}: a port is a whole number from 0 to 65535`)
  return port
}

const tlsOf = (env: NodeJS.ProcessEnv): Config['iso8583Tls'] => {
  const { ISO8583_TLS_PORT: port, ISO8583_TLS_CERT: cert, ISO8583_TLS_KEY: key } = env
  if (!port && !cert && !key) return null
  if (!port || !cert || !key)
    throw new ConfigError('ISO8583_TLS_PORT, ISO8583_TLS_CERT and ISO8583_TLS_KEY belong together')
  return { port: portOf('ISO8583_TLS_PORT', port, 0), cert: resolve(cert), key: resolve(key) }
}

const doorsOf = (value: string | undefined): Config['iso8583Doors'] =>
  new Map(
    (value ? value.split(',') : []).map((door): [string, number] => {
      const [, name, port] = /^\s*([^=]+)=([0-9]+)\s*$/u.exec(door) ?? []
      if (name === undefined) throw new ConfigError(`ISO8583_DOORS=${value}: dialect=port, dialect=port …`)
      return [name, portOf('ISO8583_DOORS', port, 0)]
    }),
  )

const keksOf = (env: NodeJS.ProcessEnv): KekSource => {
  const { PKCS11_MODULE: module, PKCS11_TOKEN: token, PKCS11_PIN: pin, FANGXIN_KEK: value } = env
  if (module && value)
    throw new ConfigError('FANGXIN_KEK and PKCS11_MODULE are set: keys come from one place')
  if (value) return { kind: 'environment', value }
  if (!module) return { kind: 'file' }
  if (!token || !pin) throw new ConfigError('PKCS11_MODULE needs PKCS11_TOKEN and PKCS11_PIN')
  return { kind: 'pkcs11', module, token, pin }
}

const profileOf = (value: string | undefined): Config['profile'] => {
  if (value === undefined || value === '' || value === 'aes') return 'aes'
  if (value === 'sm') return 'sm'
  throw new ConfigError(`FANGXIN_CIPHER=${value}: aes or sm`)
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

const commentModelOf = (env: NodeJS.ProcessEnv): CommentModel | null => {
  const { COMMENT_MODEL_URL: url, COMMENT_MODEL: model, COMMENT_MODEL_KEY: apiKey } = env
  if (!url) return null
  if (!model) throw new ConfigError('COMMENT_MODEL_URL needs COMMENT_MODEL, the name of the model to ask')
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed?.protocol !== 'https:' && !(parsed?.protocol === 'http:' && isLoopback(parsed.hostname)))
    throw new ConfigError(`COMMENT_MODEL_URL=${url}: https, or http on this machine alone`)
  return { url: url.replace(/\/+$/u, ''), model, apiKey: apiKey || null }
}

const signingOf = (env: NodeJS.ProcessEnv): Signing => {
  const { SIGNING_TSA_URL: url } = env
  if (url && !(/^https?:\/\//u.test(url) && URL.canParse(url)))
    throw new ConfigError(`SIGNING_TSA_URL=${url}: an http or https address`)
  return {
    p12: env.SIGNING_P12 ? resolve(env.SIGNING_P12) : null,
    p12Password: env.SIGNING_P12_PASSWORD ?? '',
    timeStampUrl: url || null,
    authorityModule: env.SIGNING_CA_MODULE ? resolve(env.SIGNING_CA_MODULE) : null,
  }
}

const mqttOf = (env: NodeJS.ProcessEnv): MqttIntake | null => {
  const { MQTT_URL: url, MQTT_TOPIC: topic, MQTT_CLIENT_ID: clientId } = env
  if (!url) return null
  if (!(/^(mqtts?|wss?):\/\//u.test(url) && URL.canParse(url)))
    throw new ConfigError(`MQTT_URL=${url}: mqtt, mqtts, ws or wss`)
  return { url, topic: topic || 'fangxin/+/heartbeat', clientId: clientId || `fangxin-${hostname()}` }
}

/**
 * Reads the environment (interfaces: PORT, HOST, DATA_DIR, DATABASE_URL, ISO8583_PORT, ISO8583_TLS_*, ISO8583_DIALECTS, ISO8583_DOORS, FANGXIN_DEMO, FILES_S3_*, CLAMD,
 * COMMENT_MODEL_*, SIGNING_*, MQTT_*, ACCEPTANCE_SUITE).
 */
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
    iso8583Tls: tlsOf(env),
    iso8583Dialects: env.ISO8583_DIALECTS ? resolve(env.ISO8583_DIALECTS) : null,
    iso8583Doors: doorsOf(env.ISO8583_DOORS),
    demo,
    operatorPhone: env.OPERATOR_PHONE || null,
    publicUrl: env.PUBLIC_URL || null,
    keks: keksOf(env),
    profile: profileOf(env.FANGXIN_CIPHER),
    filesS3: filesS3Of(env),
    clamd: env.CLAMD || null,
    commentModel: commentModelOf(env),
    signing: signingOf(env),
    acceptanceSuite: env.ACCEPTANCE_SUITE ? resolve(env.ACCEPTANCE_SUITE) : null,
    mqtt: mqttOf(env),
  }
}
