import type { Device } from '../stations.ts'

/** Handed over, not yet accepted: the acquirer still answers for it. */
export const waitsForMe = ({ status, custodian }: Device) =>
  status === 'in-transit' && custodian.kind === 'acquirer'
