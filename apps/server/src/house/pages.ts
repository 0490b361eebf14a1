import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { docsPage, problemsPage } from './docs-page.ts'
import type { House } from './house.ts'
import { plainLabel } from './label-page.ts'
import { openApi } from './openapi.ts'
import { NotFound } from './errand.ts'

const dist = join(import.meta.dirname, '../../../web/dist')

/** Everything that is not a call: health, documents, and the built front end with its own routes. */
export const openPages = async (
  app: FastifyInstance,
  house: House,
  version: string,
  ready: () => boolean,
): Promise<void> => {
  app.get('/healthz', async () => ({ alive: true }))
  app.get('/readyz', async (_request, reply) => {
    const alive =
      ready() &&
      (await house.pool.query('select 1').then(
        () => true,
        () => false,
      ))
    return reply.status(alive ? 200 : 503).send({
      ready: alive,
      version,
      iso8583Port: house.iso8583Port,
      iso8583Doors: house.doors.ports(),
      demo: house.config.demo,
    })
  })
  const description = openApi(version)
  app.get('/openapi.json', async () => description)
  app.get('/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage()))
  app.get('/docs/problems', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(problemsPage()),
  )
  app.get('/iso8583/dialect.json', async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .send(await readFile(join(import.meta.dirname, '../../../../packages/iso8583/dialect-unionpay.json'))),
  )
  if (!existsSync(join(dist, 'index.html'))) {
    app.setNotFoundHandler(() => {
      throw new NotFound()
    })
    return
  }
  await app.register(fastifyStatic, {
    root: dist,
    index: ['index.html'],
    // Hashed names never change their content; the page that names them must be asked for each time.
    setHeaders: (reply, path) =>
      void reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  // A passer-by on a slow line, or without scripts, reads what the label says before anything else has come.
  app.get<{ Params: { labelId: string } }>('/t/:labelId', async (request, reply) => {
    const { statusCode, body } = await app.inject({
      url: `/api/terminals.terminal?labelId=${encodeURIComponent(request.params.labelId)}`,
      remoteAddress: request.ip,
    })
    const page = await readFile(join(dist, 'index.html'), 'utf8')
    const told = plainLabel(statusCode, body)
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replace('<div id="root"></div>', () => `<div id="root">${told}</div>`))
  })
  const machinery = /^\/(api|log|demo|iso8583|assets)\//
  app.setNotFoundHandler((request, reply) => {
    if (
      request.method === 'GET' &&
      !machinery.test(request.url) &&
      request.headers.accept?.includes('text/html')
    )
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    throw new NotFound()
  })
}
