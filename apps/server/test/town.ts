import type { Config } from '../src/house/config.ts'
import { openWholeHouse } from './whole-house.ts'

/** A whole house without the demo, whose clock the test turns and whose messages it reads as the telephones would. */
export const openTown = async (overrides: Partial<Config> = {}) => {
  const house = await openWholeHouse({ demo: false, operatorPhone: '19900000000', ...overrides })
  let ahead = 0
  const inboxes = new Map<string, string[]>()
  Object.assign(house.house, {
    now: () => new Date(Date.now() + ahead),
    sendMessage: async (phone: string, text: string) => {
      inboxes.set(phone, [...(inboxes.get(phone) ?? []), text])
      return 'test'
    },
  })
  const inbox = (phone: string) => inboxes.get(`+86${phone}`) ?? []

  /** Asks for a code and reads it off the telephone. */
  const codeFor = async (phone: string): Promise<string> => {
    const before = inbox(phone).length
    const asked = await house.ask('people.request-code', { phone })
    if (asked.status !== 200) throw new Error(`no code for ${phone}: ${asked.body.rule}`)
    const until = Date.now() + 10_000
    while (inbox(phone).length === before) {
      if (Date.now() > until) throw new Error(`the message to ${phone} did not arrive`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return /验证码 (\d{6})/.exec(inbox(phone).at(-1) ?? '')?.[1] ?? ''
  }

  return {
    ...house,
    /** Turns the clock forward. */
    pass: (seconds: number) => void (ahead += seconds * 1000),
    inbox,
    messages: () => [...inboxes.values()].flat(),
    codeFor,
    /** Signs in as a stranger to this browser, or in the session of `cookie`. */
    async signIn(phone: string, cookie = ''): Promise<string> {
      const code = await codeFor(phone)
      const { headers, body } = await house.ask('people.verify-code', { phone, code }, { cookie })
      const set = headers.get('set-cookie')
      if (!set) throw new Error(`${phone} is not let in: ${body.rule}`)
      return set.split(';')[0] ?? ''
    },
  }
}

export type Town = Awaited<ReturnType<typeof openTown>>
