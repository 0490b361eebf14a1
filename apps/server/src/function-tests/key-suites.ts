import type { capabilities } from '#device/certificate.ts'
import { type KeySuite, keySuites } from '#iso8583/dialect.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'

/** What a model states about itself before its terminals are given keys of a cipher; triple DES needs no statement. */
const stated: Readonly<Record<KeySuite, (typeof capabilities)[number] | null>> = {
  tdes: null,
  sm4: 'sm4-keys',
  aes: 'aes-keys',
}

/** ISO-36: the ciphers this terminal may be tested under. */
export const keySuitesOf = async (errand: Errand, deviceId: string | null): Promise<KeySuite[]> => {
  const [model] =
    deviceId === null
      ? []
      : await errand.run(
          db
            .selectFrom('devices as d')
            .innerJoin('models as m', 'm.model_code', 'd.model_code')
            .select('m.capabilities')
            .where('d.device_id', '=', deviceId),
        )
  return keySuites.filter((suite) => {
    const statement = stated[suite]
    return statement === null || model?.capabilities.includes(statement) === true
  })
}
