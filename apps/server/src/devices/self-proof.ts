import { type SelfProof, selfProofOf } from '#device/self-proof.ts'
import type { capabilities } from '#device/certificate.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'

const stated: (typeof capabilities)[number] = 'proves-identity'

/** What a terminal has said of itself with its own key since an instant; as the house, for whoever may know of the case. */
export const selfProof = async (errand: Errand, deviceId: string, since: string): Promise<SelfProof> => {
  const [device] = await errand.asHouse(
    db
      .selectFrom('devices as d')
      .innerJoin('models as m', 'm.model_code', 'd.model_code')
      .leftJoin('device_identities as i', (join) =>
        join.onRef('i.device_id', '=', 'd.device_id').on('i.ended_at', 'is', null),
      )
      .select(['m.capabilities', 'i.identity_id'])
      .where('d.device_id', '=', deviceId),
  )
  const standing = device?.identity_id ?? null
  const asked =
    standing === null
      ? []
      : await errand.asHouse(
          db
            .selectFrom('identity_challenges')
            .select(['identity_id', 'asked_at', 'answered_at', 'proved'])
            .where('identity_id', '=', standing)
            .where('asked_at', '>=', since)
            .where('proved', '=', true)
            .orderBy('answered_at', 'desc')
            .limit(1),
        )
  return selfProofOf(
    device?.capabilities.includes(stated) === true,
    standing,
    since,
    asked.map((row) => ({
      ...{ identityId: row.identity_id, askedAt: row.asked_at, answeredAt: row.answered_at },
      proved: row.proved === true,
    })),
  )
}
