import type { Device } from '#device/device.ts'

/** What anybody in front of a terminal needs to know, in the order of how bad it is. */
export type PublicStanding =
  | 'in-use'
  | 'being-installed'
  | 'not-installed'
  | 'moved-away'
  | 'suspended'
  | 'quarantined'
  | 'out-of-use'
  | 'label-replaced'

/** Only the first is a terminal one pays at. */
export const isPayable = (standing: PublicStanding): boolean => standing === 'in-use'

export const publicStanding = (device: Device, labelReplaced: boolean): PublicStanding => {
  if (device.status === 'retired') return 'out-of-use'
  // An old label on a sound terminal is how a copied label looks: it speaks for nothing any more.
  if (labelReplaced) return 'label-replaced'
  switch (device.status) {
    case 'live':
      return 'in-use'
    case 'on-site':
    case 'bound':
      return 'being-installed'
    case 'suspended':
      return device.cause === 'moved' ? 'moved-away' : 'suspended'
    case 'suspect':
      return 'quarantined'
    case 'purchased':
    case 'in-stock':
    case 'reserved':
    case 'in-transit':
    case 'posted':
    case 'returned':
    case 'in-repair':
      return 'not-installed'
  }
}

/** Enough of a number to compare with the one on the back, too little to copy it: the first six and the last four. */
export const serialShown = (serialNo: string): string =>
  serialNo.length <= 10 ? `••${serialNo.slice(-4)}` : `${serialNo.slice(0, 6)}••••${serialNo.slice(-4)}`
