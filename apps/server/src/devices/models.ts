import { checkModel, refuseOffer, type Certificate, type Model } from '#device/certificate.ts'
import { type ApprovedFirmware, approveFirmware, withdrawFirmware } from '#device/firmware.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
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
  readonly firmwares: unknown
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
  firmwares: row.firmwares as readonly ApprovedFirmware[],
  ...(row.hardware_version !== null && { hardwareVersion: row.hardware_version }),
  capabilities: row.capabilities as NonNullable<Model['capabilities']>,
  dataLines: row.data_lines as NonNullable<Model['dataLines']>,
})

/** A model as a call shows it. */
export const modelView = ({
  hardwareVersion,
  certificates,
  firmwares,
  capabilities,
  dataLines,
  ...model
}: Model) => ({
  ...model,
  certificates: [...certificates],
  firmwares: [...(firmwares ?? [])],
  ...(hardwareVersion !== undefined && { hardwareVersion }),
  ...(capabilities && { capabilities: [...capabilities] }),
  ...(dataLines && { dataLines: [...dataLines] }),
})

/** CERT-42, 43: may this be promised to a shop of that acquirer today? */
export const modelOffered = async (
  errand: Errand,
  acquirerId: string,
  offered: Pick<Model, 'modelCode' | 'terminalKind'>,
): Promise<Refusal | null> => {
  const [row] = await errand.run(
    db
      .selectFrom('models')
      .selectAll()
      .where('model_code', '=', offered.modelCode)
      .where('acquirer_id', '=', acquirerId),
  )
  return refuseOffer(row && modelOf(row), offered, chinaDay(errand.stamp.at))
}

export const loadModel = async (errand: Errand, modelCode: string): Promise<Model> => {
  const [row] = await errand.run(db.selectFrom('models').selectAll().where('model_code', '=', modelCode))
  if (!row) throw new NotFound()
  return modelOf(row)
}

const toOwn = async (errand: Errand, modelCode: string) => {
  const [known] = await errand.run(
    db
      .selectFrom('models')
      .select(['acquirer_id', 'version', 'firmwares'])
      .where('model_code', '=', modelCode)
      .limit(1),
  )
  return known && known.acquirer_id !== errand.actor.organisationId
    ? refuse('CERT-7', {}, 'modelCode')
    : (known ?? null)
}

type ModelFact =
  | ({ readonly type: 'model-registered' } & Model)
  | ({ readonly type: 'firmware-approved' | 'firmware-withdrawn' } & ApprovedFirmware)

/** Writes a model whole, if nobody has since it was read, and says what became true of it. */
const writeModel = async (
  errand: Errand,
  model: Model,
  before: number | null,
  fact: ModelFact,
): Promise<Refusal | null> => {
  const version = (before ?? 0) + 1
  const values = {
    maker: model.maker,
    name: model.name,
    terminal_kind: model.terminalKind,
    registry_code: model.registryCode,
    firmware_version: model.firmwareVersion,
    price_cap_fen: model.priceCapFen,
    certificates: JSON.stringify(model.certificates),
    firmwares: JSON.stringify(model.firmwares ?? []),
    hardware_version: model.hardwareVersion ?? null,
    capabilities: [...(model.capabilities ?? [])],
    data_lines: [...(model.dataLines ?? [])],
    version,
    registered_at: errand.stamp.at,
  }
  const written =
    before === null
      ? await errand.run(
          db
            .insertInto('models')
            .values({ model_code: model.modelCode, acquirer_id: errand.actor.organisationId, ...values })
            .onConflict((conflict) => conflict.column('model_code').doNothing())
            .returning('version'),
        )
      : await errand.run(
          db
            .updateTable('models')
            .set(values)
            .where('model_code', '=', model.modelCode)
            .where('version', '=', before)
            .returning('version'),
        )
  // Somebody registered it in the same moment: reading again is better than writing over it.
  if (written.length === 0) return refuse('CERT-7', {}, 'modelCode')
  await errand.record(`model/${model.modelCode}`, version - 1, [fact])
  return null
}

/** Registering a known model again renews its certificates and what it is shipped with; approvals stay unless given. */
export const registerModel = async (errand: Errand, input: Model): Promise<Refusal | null> => {
  const known = await toOwn(errand, input.modelCode)
  if (isRefusal(known)) return known
  const firmwares = input.firmwares ?? (known?.firmwares as Model['firmwares'] | undefined) ?? []
  const model = { ...input, firmwares }
  return (
    checkModel(model) ??
    writeModel(errand, model, known?.version ?? null, { type: 'model-registered', ...model })
  )
}

const changeFirmware = async (
  errand: Errand,
  modelCode: string,
  change: (model: Model) => Model | Refusal,
  factOf: (after: Model) => ModelFact,
): Promise<{ ok: true } | Refusal> => {
  const known = await toOwn(errand, modelCode)
  if (isRefusal(known)) return known
  const after = change(await loadModel(errand, modelCode))
  if (isRefusal(after)) return after
  return (await writeModel(errand, after, known?.version ?? null, factOf(after))) ?? { ok: true }
}

export const models: Room<
  'devices.models' | 'devices.register-model' | 'catalogue.approve-firmware' | 'catalogue.withdraw-firmware'
> = {
  async 'devices.models'(errand) {
    const rows = await errand.run(db.selectFrom('models').selectAll().orderBy('model_code').limit(500))
    const known = rows.map(modelOf)
    return { items: known.map(modelView), papers: await papersOf(errand, known) }
  },

  async 'devices.register-model'(errand, input) {
    return (await registerModel(errand, input)) ?? { ok: true }
  },

  'catalogue.approve-firmware': (errand, { modelCode, ...approval }) =>
    changeFirmware(
      errand,
      modelCode,
      (model) => approveFirmware(model, approval),
      () => ({ type: 'firmware-approved', ...approval }),
    ),

  async 'catalogue.withdraw-firmware'(errand, { modelCode, version, sha256, reason }) {
    const withdrawal = {
      ...{ version, sha256 },
      ...{ withdrawnOn: chinaDay(errand.stamp.at), withdrawnFor: reason },
    }
    return changeFirmware(
      errand,
      modelCode,
      (model) => withdrawFirmware(model, withdrawal),
      ({ firmwares = [] }) => {
        const taken = firmwares.find((each) => each.version === version && each.sha256 === sha256)
        if (!taken) throw new Error(`withdrawn firmware ${version} of ${modelCode} is not there`)
        return { type: 'firmware-withdrawn', ...taken }
      },
    )
  },
}
