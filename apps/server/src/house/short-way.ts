import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { causeOf } from './corridor.ts'
import { asUnavailable } from './database.ts'
import type { Door } from './http.ts'
import { BadRequest, problemOf, waitSeconds } from './problem.ts'

/** One call that machines make by the hundred a second: no cookie, no page, nothing a browser needs to be told. */
export type ShortWay = {
  readonly path: string
  readonly bodyLimit: number
  readonly answer: (body: Buffer, headers: IncomingMessage['headers']) => Promise<object>
}

const bodyOf = (request: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size > limit) reject(new BadRequest(413, 'HTTP-413', { limit }))
      else parts.push(part)
    })
    request.on('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)))
    request.on('error', reject)
    request.on('close', () => {
      if (!request.complete) reject(new BadRequest(400, 'HTTP-400', { reason: 'HTTP' }))
    })
  })

const send = (
  response: ServerResponse,
  open: boolean,
  status: number,
  body: object,
  more: readonly string[],
): void => {
  const text = JSON.stringify(body)
  const length = Buffer.byteLength(text)
  response.writeHead(status, [
    ...['content-type', status === 200 ? 'application/json; charset=utf-8' : 'application/problem+json'],
    ...['content-length', String(length), 'cache-control', 'no-store'],
    ...['x-content-type-options', 'nosniff'],
    // A house that closes its doors keeps nobody's connection.
    ...(open ? [] : ['connection', 'close']),
    ...more,
  ])
  // Head and body leave in one write; plain letters need no conversion on the way.
  response.end(text, length === text.length ? 'latin1' : 'utf8')
}

/**
 * Leads `POST path` from the server's own request past the framework's router, hooks and headers, which cost more than a
 * heartbeat's own work. What is refused is told as everywhere: a problem document.
 */
export const openShortWay = (door: Door, way: ShortWay): void => {
  const { server } = door
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (!request.headers['content-type']?.startsWith('application/json'))
        throw new BadRequest(415, 'HTTP-415')
      const reply = await way.answer(await bodyOf(request, way.bodyLimit), request.headers)
      send(response, server.listening, 200, reply, [])
    } catch (error) {
      const told = problemOf(asUnavailable(causeOf(error)), randomUUID())
      if (told.status >= 500) door.log.error(error)
      const seconds = waitSeconds(told)
      // What was not read to its end cannot be followed by another request.
      send(response, server.listening && request.complete, told.status, told, [
        ...['x-request-id', told.requestId],
        ...(seconds === null ? [] : ['retry-after', String(seconds)]),
      ])
    }
  }
  const others = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (request.url === way.path && request.method === 'POST') void answer(request, response)
    else for (const each of others) each.call(server, request, response)
  })
}
