/** Leading digits of card numbers: what may be read off a number without the network's BIN table. */
export type CardRange = {
  readonly scheme: string
  /** Leading digits, first and last of the range, both included and of equal length. */
  readonly prefixes: readonly (readonly [first: string, last: string])[]
  readonly digits: readonly number[]
  /** What a bank in China issues under it. `either` is decided by the acquirer's BIN table alone. */
  readonly issues: 'credit' | 'debit' | 'either'
  /** `standard`: the scheme's own rules. `listed`: agreed by several public BIN lists, which nobody vouches for. */
  readonly sure: 'standard' | 'listed'
  /** Days from which and until which (exclusive) the row is used here; null: until it is replaced. */
  readonly from: string
  readonly until: string | null
  readonly source: string
}

const iso = 'ISO/IEC 7812-1 and the schemes’ published ranges, read 2026-11'
const lists = 'public BIN lists compared 2026-11; issuers publish none'
const read = { from: '2026-11-01', until: null } as const

/**
 * The first row that fits counts, so the exceptions stand above the rule. Lengths are those in use in China: Visa’s 13
 * and 19 places and JCB’s and Diners’ long forms would take corporate account numbers for cards and find nothing.
 */
export const cardRanges: readonly CardRange[] = [
  // Debit cards from before UnionPay’s own range, still in people's hands and good for settlement.
  {
    scheme: 'legacy debit',
    prefixes: [
      ['436742', '436742'],
      ['456351', '456351'],
      ['9558', '9559'],
    ],
    digits: [19],
    issues: 'debit',
    sure: 'listed',
    ...read,
    source: lists,
  },
  {
    scheme: 'legacy debit',
    prefixes: [
      ['405512', '405512'],
      ['601428', '601428'],
    ],
    digits: [17],
    issues: 'debit',
    sure: 'listed',
    ...read,
    source: lists,
  },
  {
    scheme: 'legacy debit',
    prefixes: [
      ['402658', '402658'],
      ['410062', '410062'],
      ['421349', '421349'],
      ['434061', '434062'],
      ['468203', '468203'],
      ['512425', '512425'],
      ['524011', '524011'],
      ['524094', '524094'],
      ['526410', '526410'],
    ],
    digits: [16],
    issues: 'debit',
    sure: 'listed',
    ...read,
    source: lists,
  },
  {
    scheme: 'UnionPay',
    prefixes: [['625', '625']],
    digits: [16],
    issues: 'credit',
    sure: 'listed',
    ...read,
    source: lists,
  },
  {
    scheme: 'UnionPay',
    prefixes: [['62', '62']],
    digits: [16, 17, 18, 19],
    issues: 'either',
    sure: 'standard',
    ...read,
    source: iso,
  },
  {
    scheme: 'UnionPay or Discover',
    prefixes: [
      ['60', '60'],
      ['65', '65'],
    ],
    digits: [16, 17, 18, 19],
    issues: 'either',
    sure: 'standard',
    ...read,
    source: iso,
  },
  {
    scheme: 'Visa',
    prefixes: [['4', '4']],
    digits: [16],
    issues: 'credit',
    sure: 'listed',
    ...read,
    source: `${iso}; that China’s Visa cards are credit: ${lists}`,
  },
  {
    scheme: 'Mastercard',
    prefixes: [
      ['51', '55'],
      ['2221', '2720'],
    ],
    digits: [16],
    issues: 'credit',
    sure: 'listed',
    ...read,
    source: `${iso}; that China’s Mastercards are credit: ${lists}`,
  },
  {
    scheme: 'American Express',
    prefixes: [
      ['34', '34'],
      ['37', '37'],
    ],
    digits: [15],
    issues: 'credit',
    sure: 'standard',
    ...read,
    source: iso,
  },
  {
    scheme: 'JCB',
    prefixes: [['3528', '3589']],
    digits: [16],
    issues: 'credit',
    sure: 'standard',
    ...read,
    source: iso,
  },
  {
    scheme: 'Diners Club',
    prefixes: [
      ['300', '305'],
      ['36', '36'],
      ['38', '39'],
    ],
    digits: [14],
    issues: 'credit',
    sure: 'standard',
    ...read,
    source: iso,
  },
]
