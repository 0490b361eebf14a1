import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** `taken`: what listens at `[::1]` at this port is somebody else, and a browser sent to `localhost` may reach them. */
export type OtherLoopback = { readonly state: 'open' | 'none' | 'taken'; close(): Promise<void> }

/**
 * `localhost` is two addresses, and a browser tries `::1` first where there is one: the house at 127.0.0.1 is heard there
 * as well. Connections are handed to the one HTTP server, so every limit and the draining hold for both.
 */
export const openOtherLoopback = async (app: FastifyInstance, port: number): Promise<OtherLoopback> => {
  const server = createServer({ noDelay: true }, (socket) => app.server.emit('connection', socket))
  const code = await new Promise<string | null>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host: '::1', port, ipv6Only: true }, () => resolve(null))
  })
  return {
    state: code === null ? 'open' : code === 'EADDRINUSE' ? 'taken' : 'none',
    async close() {
      // Kept alive after its last answer, a connection would hold the house open until it times out.
      const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
      await new Promise((resolve) => server.close(resolve))
      clearInterval(sweep)
    },
  }
}
