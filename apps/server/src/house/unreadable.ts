import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { BadRequest, problemOf } from './problem.ts'

const causeOf = (code: string | undefined): BadRequest => {
  if (code === 'HPE_HEADER_OVERFLOW') return new BadRequest(431, 'HTTP-431')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new BadRequest(408, 'HTTP-408')
  return new BadRequest(400, 'HTTP-400', { reason: 'HTTP' })
}

/** Bytes that never became a request (RFC 9112): a problem all the same, then the connection ends. */
export const answerUnreadable = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error)
    return
  }
  const told = problemOf(causeOf(error.code), randomUUID())
  const body = JSON.stringify(told)
  const head = [
    `HTTP/1.1 ${told.status} ${told.title}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${told.requestId}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** An address the router cannot decode, such as `/%ff`. */
export const answerUnroutable = (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
  const told = problemOf(new BadRequest(400, 'HTTP-400', { reason: 'URL' }), request.id)
  reply.status(400).header('x-request-id', request.id).type('application/problem+json').send(told)
}
