/**
 * The four-digit area code inside a merchant number (domain §3.6): the card network's own, not GB/T 2260.
 * Keyed by the first digits of the GB/T 2260 division, a city before its province. Field practice, read from merchant
 * numbers on slips; an acquirer's own table goes before it.
 */
const areas: Readonly<Record<string, string>> = {
  '11': '1000',
  '12': '1100',
  '13': '1200',
  '14': '1600',
  '15': '1900',
  '21': '2200',
  '2102': '2220',
  '22': '2400',
  '23': '2600',
  '31': '2900',
  '32': '3000',
  '3201': '3010',
  '33': '3300',
  '3301': '3310',
  '3302': '3320',
  '34': '3600',
  '35': '3900',
  '3502': '3930',
  '36': '4200',
  '37': '4500',
  '3702': '4520',
  '41': '4900',
  '42': '5200',
  '4201': '5210',
  '43': '5500',
  '44': '5800',
  '4401': '5810',
  '4403': '5840',
  '45': '6100',
  '46': '6400',
  '50': '6530',
  '51': '6500',
  '5101': '6510',
  '52': '7000',
  '53': '7300',
  '54': '7700',
  '61': '7900',
  '6101': '7910',
  '62': '8200',
  '63': '8500',
  '64': '8700',
  '65': '8800',
}

/** The area code of a division; empty for one the network does not number (Hong Kong, Macao, Taiwan). */
export const areaCodeOf = (regionCode: string): string =>
  areas[regionCode.slice(0, 4)] ?? areas[regionCode.slice(0, 2)] ?? ''
