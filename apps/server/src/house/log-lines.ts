import type { FastifyRequest } from 'fastify'

/** A request in the log: no query, which may name people, and no body. */
export const requestInLog = ({ method, url, ip }: FastifyRequest) => ({ method, path: url.split('?')[0], ip })

/** An error in the log: PostgreSQL's DETAIL and its like quote whole rows, so they stay out. */
export const errorInLog = (error: Error & { code?: string; constraint?: string }) => ({
  type: error.name,
  message: error.message,
  stack: error.stack ?? '',
  code: error.code,
  constraint: error.constraint,
})
