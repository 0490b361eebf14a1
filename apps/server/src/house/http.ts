import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Call } from '#api/call.ts'
import { calls } from '#api/calls.ts'
import { causeOf, perform } from './corridor.ts'
import { asUnavailable } from './database.ts'
import type { Handlers } from './errand.ts'
import type { House } from './house.ts'
import { BadRequest, problemOf, waitSeconds } from './problem.ts'
import { refuseUnderPressure } from './pressure.ts'
import { errorInLog, requestInLog } from './log-lines.ts'
import { check, parseJson, readQuery, replyFault } from './read-request.ts'
import { answerUnreadable, answerUnroutable } from './unreadable.ts'

const requestIdForm = /^[A-Za-z0-9._:-]{8,80}$/
const keyForm = /^[\x21-\x7e]{8,200}$/

const headerOf = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}

const idempotencyKey = (request: FastifyRequest): string | null => {
  const key = headerOf(request, 'idempotency-key')
  if (key !== null && !keyForm.test(key))
    throw new BadRequest(400, 'HTTP-400', { reason: 'Idempotency-Key' }, 'Idempotency-Key')
  return key
}

// `__Host-` binds the cookie to this very host and to TLS; plain HTTP on loopback cannot carry it.
export const sessionCookie = (house: House) =>
  house.config.publicUrl?.startsWith('https:')
    ? { name: '__Host-fx_session', secure: true }
    : { name: 'fx_session', secure: false }

/** A browser says where a request comes from; one from another site is refused even before the cookie is read. */
export const refuseForeignPage = (request: FastifyRequest): void => {
  const site = headerOf(request, 'sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') throw new BadRequest(403, 'HTTP-403')
}

const bearer = (request: FastifyRequest): string | null => {
  const header = headerOf(request, 'authorization')
  return header?.startsWith('Bearer fx_') ? header.slice('Bearer '.length) : null
}

const answer = async (
  house: House,
  handlers: Handlers,
  call: Call,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const isCommand = call.kind === 'command'
  if (isCommand) refuseForeignPage(request)
  const input = isCommand
    ? parseJson((request.body as Buffer | undefined) ?? Buffer.alloc(0))
    : readQuery(call, request.query as Record<string, unknown>, request.url.split('?')[1] ?? '')
  check(call, input)
  const session = sessionCookie(house)
  const done = await perform(house, handlers, {
    call,
    input,
    credentials: { sessionToken: request.cookies[session.name] ?? null, apiKey: bearer(request) },
    requestId: request.id,
    idempotencyKey: isCommand ? idempotencyKey(request) : null,
    from: { address: request.ip, device: (headerOf(request, 'user-agent') ?? '').slice(0, 200) },
  })
  if (done.replayed) reply.header('idempotent-replayed', 'true')
  if (done.cookie === 'clear') reply.clearCookie(session.name, { path: '/' })
  else if (done.cookie)
    reply.setCookie(session.name, done.cookie.set, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: session.secure,
      expires: new Date(done.cookie.expiresAt),
    })
  if (house.config.demo) {
    const fault = replyFault(call, done.reply)
    if (fault) throw new Error(fault)
  }
  return done.reply
}

/** The open server, for rooms that serve documents of their own beside the calls. */
export type Door = FastifyInstance

/** Every declared call becomes a route; everything that goes wrong becomes a problem document. */
export const openHttp = async (house: House, handlers: Handlers): Promise<FastifyInstance> => {
  const app = fastify({
    logger: {
      level: process.env.LOG_LEVEL ?? 'warn',
      redact: ['req.headers.cookie', 'req.headers.authorization'],
      serializers: { req: requestInLog, err: errorInLog },
    },
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    genReqId: (raw) => {
      const given = raw.headers['x-request-id']
      return typeof given === 'string' && requestIdForm.test(given) ? given : randomUUID()
    },
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnroutable,
    routerOptions: { maxParamLength: 200 },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // The reader of QR codes is WebAssembly from our own files; it compiles, and evaluates no script.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // antd and React write style attributes; scripts come from our own files only.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: house.config.publicUrl?.startsWith('https:') ? [] : null,
      },
    },
    hsts: house.config.publicUrl?.startsWith('https:') ?? false,
  })
  refuseUnderPressure(app)

  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode
    const limit = request.routeOptions.bodyLimit ?? 64 * 1024
    const cause =
      status === 413
        ? new BadRequest(413, 'HTTP-413', { limit })
        : status === 415
          ? new BadRequest(415, 'HTTP-415')
          : status === 503
            ? asUnavailable(Object.assign(new Error('Connection closed'), { code: '08006' }))
            : status !== undefined && status >= 400 && status < 500
              ? new BadRequest(400, 'HTTP-400', { reason: (error as Error).message.slice(0, 200) })
              : asUnavailable(causeOf(error))
    const told = problemOf(cause, request.id)
    if (told.status >= 500) request.log.error(error)
    const seconds = waitSeconds(told)
    if (seconds !== null) reply.header('retry-after', String(seconds))
    return reply.status(told.status).type('application/problem+json').send(told)
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })

  for (const call of calls) {
    app.route({
      url: `/api/${call.name}`,
      method: call.kind === 'command' ? 'POST' : 'GET',
      ...('bodyLimit' in call && call.bodyLimit !== undefined ? { bodyLimit: call.bodyLimit } : {}),
      handler: (request, reply) => answer(house, handlers, call, request, reply),
    })
    app.route({
      url: `/api/${call.name}`,
      method:
        call.kind === 'command' ? ['GET', 'PUT', 'PATCH', 'DELETE'] : ['POST', 'PUT', 'PATCH', 'DELETE'],
      handler: async (_request, reply) => {
        reply.header('allow', call.kind === 'command' ? 'POST' : 'GET')
        throw new BadRequest(405, 'HTTP-405')
      },
    })
  }
  return app
}
