import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { grams, weighed } from '#api/bag-weight.ts'
import { terminalPhoto } from '#api/inspections.ts'
import {
  count,
  day,
  done,
  id,
  instant,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  optional,
  page,
  paging,
  serial,
  sha256,
  text,
  whole,
  yes,
} from '#api/schema.ts'
import { capabilities, dataLines } from '#device/certificate.ts'
import { withdrawalReasons } from '#device/firmware.ts'
import { standbyReasons } from '#fleet/standby.ts'
import { terminalKind } from '#api/terms.ts'

export const certificate = object({
  kind: oneOf(['network-access', 'fintech-product', 'pci-pts', 'srrc', 'telecom-access']),
  number: text(60),
  issuer: text(120),
  validFrom: day,
  validUntil: nullable(day),
  version: optional(text(20)),
  hardwareVersion: optional(text(40)),
  firmwareVersion: optional(text(40)),
  documentSha256: optional(sha256),
})
/** A firmware as it was approved: version and file together name it. */
export const approval = {
  version: text(40),
  sha256,
  certificateNo: text(60),
  validFrom: day,
  validUntil: nullable(day),
}
const firmware = object({
  ...approval,
  withdrawnOn: optional(day),
  withdrawnFor: optional(oneOf(withdrawalReasons)),
})
/** What a terminal takes and by which lines it talks. */
const abilities = {
  hardwareVersion: optional(text(40)),
  capabilities: optional(list(oneOf(capabilities), 20)),
  dataLines: optional(list(oneOf(dataLines), 10)),
}

export const model = object({
  modelCode: text(40),
  maker: text(80),
  name: text(80),
  terminalKind,
  /** Registry type code 01–11 of the network. */
  registryCode: text(2),
  firmwareVersion: text(40),
  priceCapFen: count(),
  certificates: list(certificate),
  firmwares: list(firmware),
  ...abilities,
})

/** Where the device is in its life (domain §4.5). One place, one custodian. */
export const deviceStatus = oneOf([
  'purchased',
  'in-stock',
  'reserved',
  'in-transit',
  'posted',
  'suspect',
  'on-site',
  'bound',
  'live',
  'suspended',
  'returned',
  'in-repair',
  'retired',
])

export const deviceView = object({
  deviceId: id('dev'),
  serialNo: text(50),
  modelCode: text(40),
  terminalKind,
  status: deviceStatus,
  custodian: object({
    kind: oneOf(['acquirer', 'technician', 'courier', 'merchant', 'repairer']),
    name: text(120, 0),
  }),
  sealNo: nullable(text(40)),
  firmwareVersion: text(40),
  caseId: nullable(id('cas')),
  locked: yes,
  terminalNo: nullable(text(8)),
  merchantNo: nullable(text(15)),
})

const inCase = { caseId: id('cas') }
const onDevice = { deviceId: id('dev') }
export const fix = {
  latitudeE6: whole(-90_000_000, 90_000_000),
  longitudeE6: whole(-180_000_000, 180_000_000),
  accuracyMetres: whole(0, 100_000),
}

export const devices = [
  read({
    name: 'devices.models',
    say: ['机型目录', 'Terminal models'],
    input: nothing,
    output: object({
      items: list(model),
      /** Certificates that can be read here (`catalogue.document`), by the digest of their file. */
      papers: list(sha256),
    }),
  }),
  command({
    name: 'devices.register-model',
    say: ['登记机型与证书', 'Register a model and its certificates'],
    audited: true,
    input: object({
      modelCode: text(40),
      maker: text(80),
      name: text(80),
      terminalKind,
      registryCode: Type.String({ pattern: '^(0[1-9]|1[01])$' }),
      firmwareVersion: text(40),
      priceCapFen: count(),
      certificates: list(certificate, 20),
      ...abilities,
    }),
    output: done,
  }),
  command({
    name: 'devices.register',
    say: ['登记终端', 'Register devices bought by the acquirer'],
    audited: true,
    input: object({
      modelCode: text(40),
      orderNo: serial(40, '^[0-9A-Za-z-]{3,40}$'),
      /** How the list came (CUST-24): never with the goods. */
      channel: oneOf(['maker-portal', 'signed-mail', 'letter', 'with-goods']),
      serials: list(
        object({
          serialNo: serial(50, '^[0-9A-Za-z-]{6,50}$'),
          sealNo: serial(40),
          /** What the maker’s closed bag weighs, where the list says so. */
          packedGrams: optional(grams),
        }),
        200,
      ),
    }),
    output: object({ deviceIds: list(id('dev')) }),
  }),
  read({
    name: 'devices.list',
    say: ['终端列表', 'List devices'],
    input: object({ ...paging, status: optional(deviceStatus), caseId: optional(id('cas')) }),
    output: page(deviceView),
  }),
  read({
    name: 'devices.device',
    say: ['查看终端', 'Read a device'],
    audited: true,
    input: object(onDevice),
    output: object({
      device: deviceView,
      model,
      /** What it ran when it was looked at on site, and what runs now. */
      firmware: object({
        intake: nullable(object({ version: text(40), at: instant })),
        running: nullable(
          object({
            version: text(40),
            sha256: nullable(sha256),
            since: instant,
            source: oneOf(['inspection', 'heartbeat', 'update']),
            standing: oneOf(['approved', 'ended', 'foreign']),
          }),
        ),
      }),
      certificatesValid: yes,
      /** Enrolled to report how it does (`fleet.terminal`). */
      reports: yes,
      /** Put away by its merchant, until the end of that day. */
      standby: nullable(object({ reason: oneOf(standbyReasons), until: day })),
      /** Certificates that can be read here (`catalogue.document`), by the digest of their file. */
      papers: list(sha256),
      /** What is missing, ended, ending or for other hardware, today. */
      certificateNotes: list(object({ rule: text(20), words: object({ zh: text(600), en: text(600) }) })),
      /** What is asked of this device or under way with it. */
      duties: object({
        returnBy: nullable(day),
        /** The asker ordered that return: somebody else takes it in (CUST-57). */
        returnMine: yes,
        erasure: oneOf(['none', 'begun', 'witnessed']),
        disposal: nullable(oneOf(['scrapped', 'sent-back-to-maker', 'lost'])),
        storeId: nullable(id('sto')),
        signedHandOvers: count(),
      }),
      custody: list(
        object({
          type: text(40),
          at: instant,
          person: text(80, 0),
          organisation: text(120, 0),
          sealNo: nullable(text(40)),
        }),
      ),
    }),
  }),
  command({
    name: 'devices.receive',
    say: ['验收入库', 'Receive into stock'],
    audited: true,
    bodyLimit: 9_000_000,
    input: object({
      ...onDevice,
      readSerial: serial(50),
      readSeal: serial(40),
      sealIntact: yes,
      /** From the maker’s papers or the box’s label: the bag stays closed. */
      readFirmware: optional(text(40)),
      ...weighed,
    }),
    output: object({ status: deviceStatus }),
  }),
  command({
    name: 'devices.reserve',
    say: ['为案件备机', 'Reserve a device for a case'],
    audited: true,
    input: object({ ...onDevice, ...inCase }),
    output: done,
  }),
  command({
    name: 'devices.hand-over',
    say: ['交给技术员', 'Hand over to a technician'],
    audited: true,
    input: object({ ...onDevice, technicianId: id('per'), sealNo: serial(40) }),
    output: done,
  }),
  command({
    name: 'devices.accept-device',
    say: ['技术员接收终端', 'Technician accepts custody'],
    audited: true,
    input: object({ ...onDevice, readSerial: serial(50), readSeal: serial(40), sealIntact: yes }),
    output: object({ status: deviceStatus }),
  }),
  command({
    name: 'devices.post',
    say: ['邮寄锁定终端', 'Post a locked device'],
    audited: true,
    input: object({ ...onDevice, courier: text(60), trackingNo: serial(60) }),
    output: done,
  }),
  command({
    name: 'devices.confirm-receipt',
    say: ['商户签收', 'Merchant confirms receipt'],
    audited: true,
    input: object({ ...onDevice, readSerial: serial(50), readSeal: serial(40), sealIntact: yes }),
    output: object({ status: deviceStatus }),
  }),
  command({
    name: 'devices.inspect-on-site',
    say: ['现场核验终端', 'Inspect on site'],
    audited: true,
    bodyLimit: 33_000_000,
    input: object({
      ...onDevice,
      visitId: id('vis'),
      readSerial: serial(50),
      readSeal: serial(40),
      sealIntact: yes,
      caseUndamaged: yes,
      firmwareVersion: text(40),
      /** What later looks at its surface are compared with; calls from before had none. */
      photos: optional(list(terminalPhoto, 4)),
    }),
    output: object({ status: deviceStatus }),
  }),
  command({
    name: 'devices.accept',
    say: ['商户接受终端', 'Merchant accepts the device'],
    audited: true,
    input: object(onDevice),
    output: done,
  }),
  command({
    name: 'devices.refuse',
    say: ['商户拒收终端', 'Merchant refuses the device'],
    audited: true,
    input: object({ ...onDevice, reason: text(500) }),
    output: done,
  }),
  command({
    name: 'devices.take-back',
    say: ['收回终端', 'Take a device back'],
    audited: true,
    input: object({ ...onDevice, readSerial: serial(50) }),
    /** `suspect` when another serial came: then nothing was taken back (CUST-59). */
    output: object({ ok: yes, status: deviceStatus }),
  }),
  command({
    name: 'devices.bind',
    say: ['五要素绑定', 'Bind terminal, merchant and place'],
    audited: true,
    input: object({ ...onDevice, visitId: id('vis'), readSerial: serial(50), ...fix }),
    output: object({ terminalNo: text(8), merchantNo: text(15), boundAt: instant }),
  }),
] as const
