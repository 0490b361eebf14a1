/**
 * Networks of the mainland by MCC and MNC: a carrier's outage takes all its codes. Source: ITU-T E.212 assignments as
 * published (Operational Bulletin annex), read 2026-11.
 */
const carriers: Readonly<Record<string, string>> = {
  ...{ '46000': 'china-mobile', '46002': 'china-mobile', '46004': 'china-mobile', '46007': 'china-mobile' },
  ...{ '46008': 'china-mobile', '46013': 'china-mobile' },
  ...{ '46001': 'china-unicom', '46006': 'china-unicom', '46009': 'china-unicom' },
  ...{ '46003': 'china-telecom', '46005': 'china-telecom', '46011': 'china-telecom' },
  '46015': 'china-broadnet',
}

/** Whose network a terminal last said it was on; a code nobody here knows stands for itself, null for a line of the shop's own. */
export const carrierOf = (network: string | undefined): string | null =>
  network === undefined ? null : (carriers[network] ?? network)
