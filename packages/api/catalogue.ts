import { command, read } from '#api/call.ts'
import { approval } from '#api/devices.ts'
import {
  count,
  day,
  done,
  file,
  id,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  optional,
  serial,
  sha256,
  text,
  whole,
  yes,
} from '#api/schema.ts'
import { withdrawalReasons } from '#device/firmware.ts'

const fileBytes = 2_000_000
const ofModel = {
  modelCode: text(40),
  kind: oneOf(['network-access', 'fintech-product', 'pci-pts', 'srrc', 'telecom-access']),
  number: text(60),
}
const said = object({ happened: text(400), remedy: text(400) })

export const catalogue = [
  command({
    name: 'catalogue.import',
    say: ['导入机型、证书和采购清单', 'Import models, certificates and purchase lists'],
    audited: true,
    bodyLimit: 3_000_000,
    input: object({
      fileName: text(200),
      content: file(fileBytes),
      /** What a CSV holds; a workbook says it by the names of its sheets. */
      csvKind: optional(oneOf(['models', 'certificates', 'firmware', 'serials'])),
      /** Of a purchase list: its delivery, and how the list came (CUST-24). */
      orderNo: optional(serial(40, '^[0-9A-Za-z-]{3,40}$')),
      channel: optional(oneOf(['maker-portal', 'signed-mail', 'letter', 'with-goods'])),
      /** `nothing` only looks; `all` imports a file without errors; `good-rows` leaves the wrong ones out. */
      take: oneOf(['nothing', 'all', 'good-rows']),
    }),
    output: object({
      imported: yes,
      models: count(),
      certificates: count(),
      firmwares: count(),
      serials: count(),
      wrongRows: count(),
      errors: list(
        object({
          sheet: text(100, 0),
          row: count(),
          column: text(60, 0),
          rule: text(20),
          words: object({ zh: said, en: said }),
        }),
        200,
      ),
      /** All errors as a workbook, base64; null when there are none. */
      report: nullable(text(4_000_000)),
    }),
  }),
  command({
    name: 'catalogue.approve-firmware',
    say: ['登记批准的固件', 'Enter a firmware approved for a model'],
    audited: true,
    input: object({ modelCode: text(40), ...approval }),
    output: done,
  }),
  command({
    name: 'catalogue.withdraw-firmware',
    say: ['撤回固件的批准', 'Withdraw the approval of a firmware'],
    audited: true,
    input: object({ modelCode: text(40), version: text(40), sha256, reason: oneOf(withdrawalReasons) }),
    output: done,
  }),
  command({
    name: 'catalogue.attach-document',
    say: ['上传证书原件', 'Hand in a certificate as its maker sent it'],
    audited: true,
    bodyLimit: 40_100_000,
    input: object({
      ...ofModel,
      fileName: text(200),
      mediaType: text(100),
      content: file(30_000_000),
    }),
    /** The digest of the file as it was handed in; kept are its pages, drawn anew. */
    output: object({ sha256, pages: whole(1, 100), scan: oneOf(['clean', 'not-scanned']) }),
  }),
  read({
    name: 'catalogue.document',
    say: ['查看证书原件', 'Read a certificate as its maker sent it'],
    input: object({ ...ofModel, page: optional(whole(1, 100)) }),
    output: object({
      mediaType: text(60),
      content: text(20_000_000),
      page: whole(1, 100),
      pages: whole(1, 100),
      sha256,
      scan: oneOf(['clean', 'not-scanned']),
    }),
  }),
  read({
    name: 'catalogue.template',
    say: ['下载导入模板', 'The template to fill in'],
    input: object({ language: optional(oneOf(['zh', 'en'])) }),
    output: object({ fileName: text(100), content: text(400_000) }),
  }),
  read({
    name: 'devices.replacements',
    say: ['证书到期与更换计划', 'Expiring certificates and what replaces the terminals'],
    input: nothing,
    output: object({
      items: list(
        object({
          modelCode: text(40),
          standing: oneOf(['expiring', 'blocked']),
          certificate: oneOf(['network-access', 'fintech-product', 'pci-pts', 'srrc', 'telecom-access']),
          endsOn: nullable(day),
          /** Terminals in shops must be exchanged by then; the rest is not given out any more. */
          replaceBy: day,
          proposed: nullable(text(40)),
          onSite: list(
            object({ deviceId: id('dev'), serialNo: text(50), caseId: nullable(id('cas')) }),
            1_000,
          ),
          inStock: count(),
        }),
      ),
      /** Approvals of firmware that have ended or end soon, with the terminals that run it and what is to replace it. */
      firmwares: list(
        object({
          modelCode: text(40),
          version: text(40),
          sha256,
          standing: oneOf(['ending', 'ended', 'withdrawn']),
          endsOn: day,
          reason: nullable(oneOf(withdrawalReasons)),
          goTo: nullable(text(40)),
          /** The campaign that brings it, if one was published and was not halted. */
          campaignId: nullable(id('cmp')),
          running: list(
            object({ deviceId: id('dev'), serialNo: text(50), caseId: nullable(id('cas')) }),
            1_000,
          ),
        }),
      ),
    }),
  }),
] as const
