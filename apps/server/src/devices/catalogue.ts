import { firmwareEndings } from '#device/firmware.ts'
import { MOST_ROWS, readSheets } from '#device/sheet.ts'
import type { Model } from '#device/certificate.ts'
import { againstRecord, type OnRecord } from '#device/purchase-list.ts'
import { endings } from '#device/replacement.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import type { Errand, Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { bagsOf } from './bags.ts'
import { registerList } from './deliveries.ts'
import { modelOf, registerModel } from './models.ts'
import { firmwareInShops } from './running.ts'
import { readWorkbook, writeReport, writeTemplate } from './workbook.ts'

/** Words of one refusal in both tongues, as an answer carries them. */
const wordsOf = ({ rule, params }: { rule: string; params: Readonly<Record<string, string | number>> }) => ({
  zh: sayRule(rule, 'zh', params),
  en: sayRule(rule, 'en', params),
})

const ownModels = async (errand: Errand) => {
  const rows = await errand.run(
    db
      .selectFrom('models')
      .selectAll()
      .where('acquirer_id', '=', errand.actor.organisationId)
      .orderBy('model_code')
      .limit(MOST_ROWS),
  )
  return rows.map(modelOf)
}

/** The newest campaign of a model that brings a version and was not halted. */
const campaignTo = async (errand: Errand, modelCode: string, version: string | null) => {
  if (version === null) return null
  const [row] = await errand.run(
    db
      .selectFrom('campaigns as c')
      .innerJoin('manifests as m', 'm.manifest_id', 'c.manifest_id')
      .select('c.campaign_id')
      .where('c.model_code', '=', modelCode)
      .where('c.kind', '=', 'firmware')
      .where('m.version', '=', version)
      .where('c.status', '<>', 'halted')
      .orderBy('c.campaign_id', 'desc')
      .limit(1),
  )
  return row?.campaign_id ?? null
}

/** Approvals that ended or end soon, each with the terminals in shops that run it. */
const endingApprovals = async (errand: Errand, own: readonly Model[], day: string) => {
  const found = []
  for (const { modelCode, sha256, ...ending } of firmwareEndings(own, day)) {
    const shops = await firmwareInShops(errand, errand.actor.organisationId, modelCode)
    const running = shops.filter(
      ({ running }) =>
        running?.version === ending.version && (running.sha256 === null || running.sha256 === sha256),
    )
    found.push({
      ...{ modelCode, sha256, ...ending },
      campaignId: await campaignTo(errand, modelCode, ending.goTo),
      running: running
        .slice(0, 1_000)
        .map(({ deviceId, serialNo, caseId }) => ({ deviceId, serialNo, caseId })),
    })
  }
  return found
}

/** Of these, what this acquirer has registered; what stands at another acquirer is refused when it is written. */
const onRecord = async (
  errand: Errand,
  serials: readonly { readonly serialNo: string; readonly sealNo: string }[],
): Promise<OnRecord> => {
  const { organisationId } = errand.actor
  const rows = await errand.run(
    db
      .selectFrom('devices')
      .select('serial_no')
      .where('acquirer_id', '=', organisationId)
      .where('serial_no', 'in', ['', ...serials.map(({ serialNo }) => serialNo)]),
  )
  const sealNos = serials.map(({ sealNo }) => sealNo)
  return {
    serials: new Set(rows.map((row) => row.serial_no)),
    bags: new Set((await bagsOf(errand, organisationId, sealNos)).keys()),
  }
}

const MOST_TOLD = 200
const inShops = ['on-site', 'bound', 'live', 'suspended']

/** The catalogue as files bring it, and as its certificates run out. */
export const catalogue: Room<'catalogue.import' | 'catalogue.template' | 'devices.replacements'> = {
  async 'catalogue.import'(errand, { content, csvKind, orderNo, channel, take }) {
    const sheets = await readWorkbook(Buffer.from(content, 'base64'), csvKind)
    if (isRefusal(sheets)) return sheets
    const bare = readSheets(sheets, await ownModels(errand))
    if (isRefusal(bare)) return bare
    const read = againstRecord(bare, await onRecord(errand, bare.serials))
    const { errors, models, serials, certificates, firmwares } = read
    const told = errors.map(({ sheet, row, column, because }) => ({
      ...{ sheet: sheet.slice(0, 100), row, column, rule: because.rule },
      words: wordsOf(because),
    }))
    const answer = {
      models: models.length,
      certificates,
      firmwares,
      serials: serials.length,
      wrongRows: new Set(errors.map(({ sheet, row }) => `${sheet} ${row}`)).size,
      errors: told.slice(0, MOST_TOLD),
      report:
        told.length === 0
          ? null
          : await writeReport(
              told.map(({ sheet, row, column, rule, words: { zh, en } }) => [
                ...[sheet, String(row), column, rule],
                ...[zh.happened, zh.remedy, en.happened, en.remedy],
              ]),
            ),
    }
    // CERT-16: a file with errors is taken in part only by whoever asks for the part.
    if (take === 'nothing' || (take === 'all' && errors.length > 0)) return { ...answer, imported: false }
    for (const model of models) {
      const wrong = await registerModel(errand, model)
      if (wrong) return wrong
    }
    if (serials.length > 0) {
      if (orderNo === undefined || channel === undefined) return refuse('CUST-24', {}, 'orderNo')
      for (const modelCode of new Set(serials.map((each) => each.modelCode))) {
        const listed = serials.filter((each) => each.modelCode === modelCode)
        const written = await registerList(errand, { modelCode, orderNo, channel, serials: listed })
        if (isRefusal(written)) return written
      }
    }
    return { ...answer, imported: true }
  },

  async 'catalogue.template'(_errand, { language }) {
    return { fileName: 'fangxin-catalogue.xlsx', content: await writeTemplate(language === 'en') }
  },

  async 'devices.replacements'(errand) {
    const own = await ownModels(errand)
    const day = chinaDay(errand.stamp.at)
    const plan = endings(own, day)
    const rows =
      plan.length === 0
        ? []
        : await errand.run(
            db
              .selectFrom('devices')
              .select(['device_id', 'serial_no', 'case_id', 'status', 'model_code'])
              .where('acquirer_id', '=', errand.actor.organisationId)
              .where(
                'model_code',
                'in',
                plan.map((each) => each.modelCode),
              )
              .where('status', '<>', 'retired')
              .orderBy('serial_no'),
          )
    return {
      firmwares: await endingApprovals(errand, own, day),
      items: plan.map((each) => {
        const theirs = rows.filter((row) => row.model_code === each.modelCode)
        const out = theirs.filter((row) => inShops.includes(row.status))
        return {
          ...each,
          onSite: out.slice(0, 1_000).map((row) => ({
            deviceId: row.device_id,
            serialNo: row.serial_no,
            caseId: row.case_id,
          })),
          inStock: theirs.length - out.length,
        }
      }),
    }
  },
}
