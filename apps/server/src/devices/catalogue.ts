import { MOST_ROWS, readSheets } from '#device/sheet.ts'
import { endings } from '#device/replacement.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import type { Errand, Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { registerList } from './deliveries.ts'
import { modelOf, registerModel } from './models.ts'
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

const MOST_TOLD = 200
const inShops = ['on-site', 'bound', 'live', 'suspended']

/** The catalogue as files bring it, and as its certificates run out. */
export const catalogue: Room<'catalogue.import' | 'catalogue.template' | 'devices.replacements'> = {
  async 'catalogue.import'(errand, { content, csvKind, orderNo, channel, take }) {
    const sheets = await readWorkbook(Buffer.from(content, 'base64'), csvKind)
    if (isRefusal(sheets)) return sheets
    const read = readSheets(sheets, await ownModels(errand))
    if (isRefusal(read)) return read
    const { errors, models, serials, certificates } = read
    const told = errors.map(({ sheet, row, column, because }) => ({
      ...{ sheet: sheet.slice(0, 100), row, column, rule: because.rule },
      words: wordsOf(because),
    }))
    const answer = {
      models: models.length,
      certificates,
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

  async 'catalogue.template'() {
    return { fileName: 'fangxin-catalogue.xlsx', content: await writeTemplate() }
  },

  async 'devices.replacements'(errand) {
    const plan = endings(await ownModels(errand), chinaDay(errand.stamp.at))
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
      items: plan.map((each) => {
        const own = rows.filter((row) => row.model_code === each.modelCode)
        const out = own.filter((row) => inShops.includes(row.status))
        return {
          ...each,
          onSite: out.slice(0, 1_000).map((row) => ({
            deviceId: row.device_id,
            serialNo: row.serial_no,
            caseId: row.case_id,
          })),
          inStock: own.length - out.length,
        }
      }),
    }
  },
}
