import { checkModel, type Certificate, type Model } from '#device/certificate.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { TerminalKind } from '#provision/case.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { papersOf } from './certificate-pages.ts'

type Row = {
  readonly model_code: string
  readonly maker: string
  readonly name: string
  readonly terminal_kind: string
  readonly registry_code: string
  readonly firmware_version: string
  readonly price_cap_fen: number
  readonly certificates: unknown
  readonly hardware_version: string | null
  readonly capabilities: readonly string[]
  readonly data_lines: readonly string[]
}

export const modelOf = (row: Row): Model => ({
  modelCode: row.model_code,
  maker: row.maker,
  name: row.name,
  terminalKind: row.terminal_kind as TerminalKind,
  registryCode: row.registry_code,
  firmwareVersion: row.firmware_version,
  priceCapFen: row.price_cap_fen,
  certificates: row.certificates as readonly Certificate[],
  ...(row.hardware_version !== null && { hardwareVersion: row.hardware_version }),
  capabilities: row.capabilities as NonNullable<Model['capabilities']>,
  dataLines: row.data_lines as NonNullable<Model['dataLines']>,
})

/** A model as a call shows it. */
export const modelView = ({ hardwareVersion, certificates, capabilities, dataLines, ...model }: Model) => ({
  ...model,
  certificates: [...certificates],
  ...(hardwareVersion !== undefined && { hardwareVersion }),
  ...(capabilities && { capabilities: [...capabilities] }),
  ...(dataLines && { dataLines: [...dataLines] }),
})

export const loadModel = async (errand: Errand, modelCode: string): Promise<Model> => {
  const [row] = await errand.run(db.selectFrom('models').selectAll().where('model_code', '=', modelCode))
  if (!row) throw new NotFound()
  return modelOf(row)
}

/** Registering a known model again renews its certificates and firmware. */
export const registerModel = async (errand: Errand, input: Model): Promise<Refusal | null> => {
  const wrong = checkModel(input)
  if (wrong) return wrong
  const { organisationId } = errand.actor
  const [known] = await errand.run(
    db
      .selectFrom('models')
      .select(['acquirer_id', 'version'])
      .where('model_code', '=', input.modelCode)
      .limit(1),
  )
  if (known && known.acquirer_id !== organisationId) return refuse('CERT-7', {}, 'modelCode')
  const version = (known?.version ?? 0) + 1
  const values = {
    maker: input.maker,
    name: input.name,
    terminal_kind: input.terminalKind,
    registry_code: input.registryCode,
    firmware_version: input.firmwareVersion,
    price_cap_fen: input.priceCapFen,
    certificates: JSON.stringify(input.certificates),
    hardware_version: input.hardwareVersion ?? null,
    capabilities: [...(input.capabilities ?? [])],
    data_lines: [...(input.dataLines ?? [])],
    version,
    registered_at: errand.stamp.at,
  }
  const written = known
    ? await errand.run(
        db
          .updateTable('models')
          .set(values)
          .where('model_code', '=', input.modelCode)
          .where('version', '=', known.version)
          .returning('version'),
      )
    : await errand.run(
        db
          .insertInto('models')
          .values({ model_code: input.modelCode, acquirer_id: organisationId, ...values })
          .onConflict((conflict) => conflict.column('model_code').doNothing())
          .returning('version'),
      )
  // Somebody registered it in the same moment: reading again is better than writing over it.
  if (written.length === 0) return refuse('CERT-7', {}, 'modelCode')
  await errand.record(`model/${input.modelCode}`, version - 1, [
    { type: 'model-registered', ...input } as const,
  ])
  return null
}

export const models: Room<'devices.models' | 'devices.register-model'> = {
  async 'devices.models'(errand) {
    const rows = await errand.run(db.selectFrom('models').selectAll().orderBy('model_code').limit(500))
    const known = rows.map(modelOf)
    return { items: known.map(modelView), papers: await papersOf(errand, known) }
  },

  async 'devices.register-model'(errand, input) {
    return (await registerModel(errand, input)) ?? { ok: true }
  },
}
