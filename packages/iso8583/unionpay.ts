import { compileDialect, type Dialect } from '#iso8583/dialect.ts'
import data from './dialect-unionpay.json' with { type: 'json' }

/** The UnionPay-flavoured dialect the test host speaks; the data file itself is published as it is. */
export const unionpayDialect = data as unknown as Dialect

export const unionpay = compileDialect(unionpayDialect)
