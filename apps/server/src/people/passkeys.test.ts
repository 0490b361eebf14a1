import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../../scripts/browser.ts'
import { openTown, type Town } from '../../test/town.ts'

let town: Town
let browser: Browser
let page: Page
let device: CDPSession
let authenticatorId: string
const phone = '19900040001'

/** A device that holds keys, with or without a way to know its user. */
const plugIn = async (knowsItsUser: boolean): Promise<string> => {
  const added = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: knowsItsUser ? 'internal' : 'usb',
      hasResidentKey: knowsItsUser,
      hasUserVerification: knowsItsUser,
      isUserVerified: knowsItsUser,
      automaticPresenceSimulation: true,
    },
  })
  return added.authenticatorId
}

beforeAll(async () => {
  town = await openTown()
  browser = await launchBrowser()
  page = await browser.newPage()
  // WebAuthn wants a name, not an address: loopback's own is `localhost`.
  await page.goto(`${town.house.origin}/healthz`)
  device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  authenticatorId = await plugIn(true)
})
afterAll(async () => {
  await browser?.close()
  await town?.close()
})

type Options = Record<string, unknown>
const created = (options: Options): Promise<Options> =>
  page.evaluate(
    `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${JSON.stringify(options)}) }).then((made) => made.toJSON())`,
  )
const asserted = (options: Options): Promise<Options> =>
  page.evaluate(
    `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(options)}) }).then((made) => made.toJSON())`,
  )

const challenge = async () => (await town.ask('people.passkey-challenge', {})).body
const signIn = (challengeId: string, response: unknown) =>
  town.ask('people.verify-passkey', { challengeId, response })

test('a passkey is added, signs in without a code, and opens nothing after it is removed', async () => {
  const cookie = await town.signIn(phone)
  const { body: creation } = await town.ask('people.passkey-creation', {}, { cookie })
  const response = await created(creation.options)
  expect((await town.ask('people.add-passkey', { response, label: '我的手机' }, { cookie })).status).toBe(200)
  const replayed = await town.ask('people.add-passkey', { response, label: '再来一次' }, { cookie })
  expect(replayed).toMatchObject({ status: 409, body: { rule: 'PEOPLE-7' } })

  const { challengeId, options } = await challenge()
  const answer = await asserted(options)
  const entered = await signIn(challengeId, answer)
  expect(entered.status).toBe(200)
  expect(entered.body.principal).toBe('merchant')
  const set = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await town.ask('people.passkeys', {}, { cookie: set })).body.items).toMatchObject([
    { label: '我的手机' },
  ])
  expect((await signIn(challengeId, answer)).body.rule).toBe('PEOPLE-7')

  const late = await challenge()
  const lateAnswer = await asserted(late.options)
  town.pass(301)
  expect((await signIn(late.challengeId, lateAnswer)).body.rule).toBe('PEOPLE-7')

  const [one, two] = [await challenge(), await challenge()]
  expect((await signIn(two.challengeId, await asserted(one.options))).body.rule).toBe('PEOPLE-7')

  const forged = await challenge()
  const mine = (await asserted(forged.options)) as { response: { signature: string } }
  const signature = `${mine.response.signature.slice(0, -6)}AAAAAA`
  const bent = { ...mine, response: { ...mine.response, signature } }
  expect((await signIn(forged.challengeId, bent)).body.rule).toBe('PEOPLE-7')

  const { items } = (await town.ask('people.passkeys', {}, { cookie })).body
  const stranger = await town.signIn('19900040002')
  const foreign = await town.ask(
    'people.remove-passkey',
    { passkeyId: items[0].passkeyId },
    { cookie: stranger },
  )
  expect(foreign.status).toBe(404)
  expect(
    (await town.ask('people.remove-passkey', { passkeyId: items[0].passkeyId }, { cookie })).status,
  ).toBe(200)
  const gone = await challenge()
  expect((await signIn(gone.challengeId, await asserted(gone.options))).body.rule).toBe('PEOPLE-7')
})

test('a device that did not check its user is refused', async () => {
  const cookie = await town.signIn('19900040003')
  const { body } = await town.ask('people.passkey-creation', {}, { cookie })
  await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  await plugIn(false)
  const told = await created({ ...body.options, authenticatorSelection: { userVerification: 'discouraged' } })
  const answer = await town.ask('people.add-passkey', { response: told, label: 'x' }, { cookie })
  expect(answer).toMatchObject({ status: 409, body: { rule: 'PEOPLE-7' } })
})
