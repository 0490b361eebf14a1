import type { Case, Install } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { arrivedAs, visitOf } from '#provision/visit.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

type OfDevice = { readonly deviceId: string }
type Binding = OfDevice & {
  readonly visitId: string
  /** ISO 8583 field 41, 8 characters. */
  readonly terminalNo: string
  /** ISO 8583 field 42, 15 characters: acquirer 3, area 4, category 4, sequence 4. */
  readonly merchantNo: string
}

export type InstallMove =
  | ({ readonly type: 'reserve-device' } & OfDevice)
  | ({ readonly type: 'post-device' } & OfDevice)
  | ({ readonly type: 'accept-device' } & OfDevice)
  | ({ readonly type: 'refuse-device'; readonly reason: string } & OfDevice)
  | ({ readonly type: 'bind-device' } & Binding)
  | ({ readonly type: 'return-device' } & OfDevice)

export type InstallFact =
  | ({ readonly type: 'device-reserved' } & OfDevice)
  | ({ readonly type: 'device-posted' } & OfDevice)
  | ({ readonly type: 'device-accepted' } & OfDevice)
  | ({ readonly type: 'device-refused'; readonly reason: string } & OfDevice)
  | ({ readonly type: 'device-bound' } & Binding)
  | ({ readonly type: 'device-returned' } & OfDevice)

/** However it travelled, a terminal works only where a technician has bound it. */
export const isLocked = ({ install }: Case): boolean => install === null || install.boundAt === null

/** The case's own device, or why it is not. */
const held = ({ install }: Case, deviceId: string): Install | Refusal =>
  install?.deviceId === deviceId ? install : refuse('INST-3', {}, 'deviceId')

const unbound = (state: Case, deviceId: string): Install | Refusal => {
  const install = held(state, deviceId)
  return isRefusal(install) || install.boundAt === null ? install : refuse('INST-4', {}, 'deviceId')
}

export const installDecisions: Decisions<InstallMove, InstallFact> = {
  'reserve-device': ({ agreement, install }, { deviceId }) => {
    if (agreement === null || agreement.acquirerSignature === null) return refuse('INST-1')
    return install === null ? [{ type: 'device-reserved', deviceId }] : refuse('INST-2')
  },

  'post-device': (state, { deviceId }) => {
    const install = unbound(state, deviceId)
    return isRefusal(install) ? install : [{ type: 'device-posted', deviceId }]
  },

  'accept-device': (state, { deviceId }) => {
    const install = unbound(state, deviceId)
    return isRefusal(install) ? install : [{ type: 'device-accepted', deviceId }]
  },

  'refuse-device': (state, { deviceId, reason }) => {
    const install = unbound(state, deviceId)
    return isRefusal(install) ? install : [{ type: 'device-refused', deviceId, reason }]
  },

  'bind-device': (state, { deviceId, visitId, terminalNo, merchantNo }, stamp) => {
    const install = held(state, deviceId)
    if (isRefusal(install)) return install
    if (!arrivedAs(visitOf(state, visitId), 'install', stamp)) return refuse('INST-5', {}, 'visitId')
    if (!install.merchantAccepted) return refuse('INST-6')
    if (!/^[0-9A-Za-z]{8}$/.test(terminalNo)) return refuse('INST-7', {}, 'terminalNo')
    if (!/^[0-9A-Za-z]{15}$/.test(merchantNo)) return refuse('INST-7', {}, 'merchantNo')
    const mccCode = state.review.recommendation?.mccCode
    // A slip that shows another category than the one approved is 套码.
    if (merchantNo.slice(7, 11) !== mccCode) return refuse('INST-8', { mccCode: mccCode ?? '' }, 'merchantNo')
    return [{ type: 'device-bound', deviceId, visitId, terminalNo, merchantNo }]
  },

  'return-device': (state, { deviceId }) => {
    const install = held(state, deviceId)
    return isRefusal(install) ? install : [{ type: 'device-returned', deviceId }]
  },
}

const withInstall = (state: Case, change: Partial<Install>): Case => ({
  ...state,
  install: state.install && { ...state.install, ...change },
})

/** Without its terminal a case has nothing tested, nothing confirmed and nothing live. */
const emptied = (state: Case): Case => ({
  ...state,
  install: null,
  functionTest: null,
  merchantConfirmation: null,
  liveAt: null,
})

export const installChanges: Changes<InstallFact> = {
  'device-reserved': (state, { deviceId }) => ({
    ...state,
    install: {
      deviceId,
      delivery: 'carried',
      merchantAccepted: false,
      boundAt: null,
      terminalNo: null,
      merchantNo: null,
    },
  }),
  'device-posted': (state) => withInstall(state, { delivery: 'posted' }),
  'device-accepted': (state) => withInstall(state, { merchantAccepted: true }),
  'device-refused': emptied,
  /** A binding, the second as much as the first, makes earlier tests and confirmations stale. */
  'device-bound': (state, { terminalNo, merchantNo }, { at }) => ({
    ...withInstall(state, { boundAt: at, terminalNo, merchantNo }),
    functionTest: null,
    merchantConfirmation: null,
  }),
  'device-returned': emptied,
}
