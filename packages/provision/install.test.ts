import { expect, test } from 'vitest'
import { after, answer, given, hour, move } from '#provision/given.ts'
import { isLocked } from '#provision/install.ts'

const reserved = given('reserve-device')
const visited = given('arrive-visit')
const accepted = given('accept-device')
const bound = given('bind-device')
const device = { deviceId: 'dev_1' }
const post = { type: 'post-device', ...device } as const
const refuse = { type: 'refuse-device', ...device, reason: 'vault_reason' } as const
const takeBack = { type: 'return-device', ...device } as const

test('[INST-1] no device before both have signed', () => {
  expect(answer(given('sign-agreement'), 'reviewer', move('reserve-device'))).toBe('INST-1')
  expect(answer(given('countersign-agreement'), 'reviewer', move('reserve-device'))).toBe('device-reserved')
})

test('[INST-2] one device at a time', () => {
  expect(answer(reserved, 'reviewer', move('reserve-device', { deviceId: 'dev_2' }))).toBe('INST-2')
  const emptied = after(reserved, 'reviewer', takeBack)
  expect(answer(emptied, 'reviewer', move('reserve-device', { deviceId: 'dev_2' }))).toBe('device-reserved')
})

test('[INST-3] every move names the case’s own device', () => {
  const other = { deviceId: 'dev_2' }
  expect(answer(reserved, 'reviewer', { ...post, ...other })).toBe('INST-3')
  expect(answer(visited, 'merchant', move('accept-device', other))).toBe('INST-3')
  expect(answer(visited, 'merchant', { ...refuse, ...other })).toBe('INST-3')
  expect(answer(accepted, 'technician', move('bind-device', other))).toBe('INST-3')
  expect(answer(bound, 'reviewer', { ...takeBack, ...other })).toBe('INST-3')
  expect(answer(given('countersign-agreement'), 'reviewer', takeBack)).toBe('INST-3')
  expect(answer(visited, 'merchant', move('accept-device'))).toBe('device-accepted')
})

test('[INST-4] a bound device is neither posted nor accepted nor refused', () => {
  expect(answer(bound, 'reviewer', post)).toBe('INST-4')
  expect(answer(bound, 'merchant', move('accept-device'))).toBe('INST-4')
  expect(answer(bound, 'merchant', refuse)).toBe('INST-4')
  expect(answer(reserved, 'reviewer', post)).toBe('device-posted')
  expect(answer(accepted, 'merchant', refuse)).toBe('device-refused')
})

test('[INST-5] binding happens in the shop, by the technician who was let in', () => {
  expect(answer(accepted, 'technician', move('bind-device'))).toBe('device-bound')
  expect(answer(accepted, 'technician', move('bind-device', { visitId: 'vis_survey' }))).toBe('INST-5')
  const outside = {
    ...accepted,
    visits: accepted.visits.map((visit) => ({ ...visit, status: 'confirmed' as const })),
  }
  expect(answer(outside, 'technician', move('bind-device'))).toBe('INST-5')
})

test('[INST-5] a posted device stays locked until then', () => {
  const posted = after(after(reserved, 'reviewer', post), 'merchant', move('accept-device'))
  expect(posted.install?.delivery).toBe('posted')
  expect(isLocked(posted)).toBe(true)
  expect(answer(posted, 'technician', move('bind-device'))).toBe('INST-5')
  expect(answer(posted, 'technician', move('open-function-test'))).toBe('TEST-1')
  expect(isLocked(bound)).toBe(false)
})

test('[INST-6] the merchant accepts the device before it is bound', () => {
  expect(answer(visited, 'technician', move('bind-device'))).toBe('INST-6')
  expect(answer(accepted, 'technician', move('bind-device'))).toBe('device-bound')
})

test('[INST-7] terminal and merchant number have their form', () => {
  expect(answer(accepted, 'technician', move('bind-device', { terminalNo: '1000001' }))).toBe('INST-7')
  expect(answer(accepted, 'technician', move('bind-device', { merchantNo: '1025810581200' }))).toBe('INST-7')
  expect(answer(accepted, 'technician', move('bind-device'))).toBe('device-bound')
})

test('[INST-8] the merchant number carries the approved category', () => {
  expect(answer(accepted, 'technician', move('bind-device', { merchantNo: '102581053110001' }))).toBe(
    'INST-8',
  )
  expect(answer(accepted, 'technician', move('bind-device', { merchantNo: '102581058120002' }))).toBe(
    'device-bound',
  )
})

test('binding again makes the earlier test and confirmation worthless', () => {
  const tested = given('submit-quiz')
  const again = after(tested, 'technician', move('bind-device', { terminalNo: '10000002' }), hour(600))
  expect(again).toMatchObject({ functionTest: null, merchantConfirmation: null, step: 'function-test' })
  expect(again.install).toMatchObject({ terminalNo: '10000002', boundAt: hour(600) })
  const confirmed = given('confirm-installation')
  const back = { ...confirmed, visits: tested.visits }
  expect(after(back, 'technician', move('bind-device')).merchantConfirmation).toBeNull()
})

test('a refused device leaves the case without one', () => {
  expect(after(accepted, 'merchant', refuse)).toMatchObject({ install: null, step: 'install' })
})

test('a device taken back takes the case out of service', () => {
  const live = given('activate-terminal')
  const back = after(live, 'reviewer', takeBack)
  expect(back).toMatchObject({ install: null, functionTest: null, merchantConfirmation: null, liveAt: null })
  expect(back.step).toBe('install')
  expect(back.training).toEqual(live.training)
})

test('[CASE-3] a live terminal’s papers rest', () => {
  const live = given('activate-terminal')
  for (const [who, wish] of [
    ['technician', move('bind-device')],
    ['house', move('record-function-test', { passed: false })],
    ['merchant', move('confirm-installation', { satisfied: false })],
    ['reviewer', move('activate-terminal')],
  ] as const)
    expect(answer(live, who, wish)).toBe('CASE-3')
  expect(answer(live, 'reviewer', takeBack)).toBe('device-returned')
  expect(answer(live, 'merchant', move('start-quiz'))).toBe('quiz-started')
})
