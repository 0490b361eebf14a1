import type { Door } from '../house/http.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { refuseForeignPage, sessionCookie } from '../house/http.ts'
import { parseJson } from '../house/read-request.ts'
import { demoEnter, demoOutbox, demoPeople } from './demo-people.ts'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The demo's own doors. `readConfig` lets the demo be on only when the house listens on loopback. */
export const openDemo = (app: Door, house: House): void => {
  if (!house.config.demo) return
  app.get('/demo/people', (request) => performAsHouse(house, request.id, demoPeople))
  app.get<{ Querystring: { phone?: unknown } }>('/demo/outbox', (request) =>
    performAsHouse(house, request.id, (errand) => demoOutbox(errand, String(textOf(request.query.phone)))),
  )
  app.post('/api/demo.enter', async (request, reply) => {
    refuseForeignPage(request)
    const { phone } = parseJson((request.body as Buffer | undefined) ?? Buffer.alloc(0))
    let opened: { token: string; expiresAt: string } | null = null
    const jar = {
      set: (token: string, expiresAt: string) => void (opened = { token, expiresAt }),
      clear: () => {},
    }
    const me = await performAsHouse(house, request.id, (errand) => demoEnter(errand, textOf(phone)), jar)
    const session = opened as { token: string; expiresAt: string } | null
    if (me === null || session === null) throw new NotFound()
    const { name, secure } = sessionCookie(house)
    reply.setCookie(name, session.token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure,
      expires: new Date(session.expiresAt),
    })
    return me
  })
}
