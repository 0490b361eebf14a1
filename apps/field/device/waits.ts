import type { Device } from '../stations.ts'

/** Handed over, not yet accepted: the acquirer still answers for it. */
export const waitsForMe = ({ status, custodian }: Device) =>
  status === 'in-transit' && custodian.kind === 'acquirer'

/** What this technician carries, is offered or has found doubtful; terminals bound to shops are no longer theirs. */
export const concernsMe = (device: Device) =>
  waitsForMe(device) || device.custodian.kind === 'technician' || device.status === 'suspect'

/** Bound to a shop and a place: only then is there something to compare a position with. */
export const hasPlace = ({ status }: Device) =>
  status === 'bound' || status === 'live' || status === 'suspended'
