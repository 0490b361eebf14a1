import type { Control } from './control.ts'

const host = { file: 'packages/iso8583/decide.ts', test: 'packages/iso8583/transactions.test.ts' }

export const terminalControls: readonly Control[] = [
  {
    control: 'the test host checks every MAC',
    ...host,
    on: '!macHolds(rules.cipher, session.keys.mak, body)',
    off: 'body.length === 0',
    test: 'apps/server/src/test-host/bad-day.test.ts',
    named: '10,000 wrong MACs',
  },
  {
    control: 'the test host takes a trace number once',
    ...host,
    on: 'if (session.heard.has(key) || session.entries.has(key))',
    off: 'if (key.length === 0)',
    named: 'a message heard once under its MAC',
  },
  {
    control: 'the test host takes test cards only',
    file: 'packages/iso8583/money.ts',
    on: "if (!isTestNumber(rules, pan, wanted)) return no('14', 'ISO-14')",
    off: '',
    test: 'packages/iso8583/decide.test.ts',
    named: 'a card that may be somebody',
  },
  {
    control: 'the test host puts a skipped reversal on record',
    ...host,
    on: "if (owed === null || name === 'reversal') return decision",
    off: "if (owed === null || name !== '') return decision",
    test: 'packages/iso8583/decide.test.ts',
    named: 'an owed reversal',
  },
  {
    control: 'the test host holds a completion to 115 %',
    ...host,
    file: 'packages/iso8583/originals.ts',
    on: 'amountFen * 100 > before.amountFen * COMPLETION_PERCENT',
    off: 'amountFen < 0 * COMPLETION_PERCENT',
    named: 'is completed with at most 115 %',
  },
  {
    control: 'the test host compares an uploaded batch line by line',
    ...host,
    file: 'packages/iso8583/batch-upload.ts',
    on: 'ledger.every(({ trace, amountFen }) => uploaded.get(trace) === amountFen)',
    off: 'ledger.length >= 0',
    named: 'does not when an amount differs',
  },
  {
    control: 'the test host stores an exchange before it answers',
    file: 'apps/server/src/test-host/exchange.ts',
    on: 'await taken',
    off: 'void taken',
    test: 'apps/server/src/function-tests/host-ports.test.ts',
    named: 'eight terminals at once',
  },
  {
    control: 'a work key is loaded only with its check value',
    file: 'packages/iso8583/work-keys.ts',
    on: 'if (!keyCheckValue(cipher, key).every((byte, at) => byte === stated[at]))',
    off: 'if (stated.length === 0)',
    test: 'packages/iso8583/keys.test.ts',
    named: 'refuses a changed check value',
  },
]
