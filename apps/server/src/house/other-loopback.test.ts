import { createServer } from 'node:net'
import fastify from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { openOtherLoopback } from './other-loopback.ts'

const cleaners: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleaners.splice(0).reverse()) await clean()
})

const listenAt = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host, port, ipv6Only: host === '::1' }, () => {
      cleaners.push(() => new Promise((closed) => server.close(closed)))
      resolve(true)
    })
  })
const hasIPv6 = await listenAt('::1', 0)

const open = async () => {
  const app = fastify({ forceCloseConnections: 'idle' })
  let begun = () => {}
  const under = new Promise<void>((resolve) => {
    begun = resolve
  })
  app.get('/slow', async () => {
    begun()
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { finished: true }
  })
  app.get('/', (request) => ({ from: request.ip }))
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
  return { app, port, under }
}

test.skipIf(!hasIPv6)(
  'both addresses of localhost lead to the same house, and both are drained',
  async () => {
    const { app, port, under } = await open()
    const other = await openOtherLoopback(app, port)
    expect(other.state).toBe('open')
    const at = async (host: string) => (await fetch(`http://${host}:${port}/`)).json()
    expect(await at('127.0.0.1')).toEqual({ from: '127.0.0.1' })
    expect(await at('[::1]')).toEqual({ from: '::1' })

    const slow = fetch(`http://[::1]:${port}/slow`).then((answer) => answer.json())
    await under
    const closed = other.close()
    await app.close()
    await closed
    expect(await slow).toEqual({ finished: true })
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow()
  },
)

test.skipIf(!hasIPv6)('another program at the second address is told of', async () => {
  const { app, port } = await open()
  cleaners.push(() => app.close())
  expect(await listenAt('::1', port)).toBe(true)
  const other = await openOtherLoopback(app, port)
  expect(other.state).toBe('taken')
  await other.close()
})
