import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { deviceStatus } from '#api/devices.ts'
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
  yes,
} from '#api/schema.ts'

const onDevice = { deviceId: id('dev') }
const moved = object({ status: deviceStatus })
/** SubjectPublicKeyInfo of an ECDSA P-256 key, and signatures of 64 bytes, base64url. */
const publicKey = Type.String({ pattern: '^[A-Za-z0-9_-]{122}$', 'x-carries': 'key' })
const signature = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$', 'x-carries': 'key' })
/** One signed line as the other phone showed it (#device/hand-over.ts). */
const line = Type.String({ minLength: 20, maxLength: 1000, pattern: '^[\\x20-\\x7e]*$', 'x-carries': 'key' })

const recallReason = oneOf(['refused', 'replacement', 'closing', 'certificate', 'quarantine', 'repair'])
const orderedReason = oneOf(['replacement', 'closing', 'certificate', 'quarantine', 'repair'])
const channel = oneOf(['maker-portal', 'signed-mail', 'letter', 'with-goods'])
const orderNo = serial(40, '^[0-9A-Za-z-]{3,40}$')

/** Why a desk takes a phone of its people out of service. */
const revocationReason = oneOf(['lost', 'stolen', 'left', 'misuse'])

export const custody = [
  command({
    name: 'custody-keys.enrol',
    say: ['登记交接手机', 'Enrol this phone for hand-overs'],
    audited: true,
    input: object({ publicKey, proof: signature }),
    output: object({ keyId: id('cky') }),
  }),
  read({
    name: 'custody-keys.list',
    say: ['我的交接手机', 'My phones for hand-overs'],
    input: nothing,
    output: object({
      items: list(
        object({
          keyId: id('cky'),
          publicKey,
          enrolledAt: instant,
          revokedAt: nullable(instant),
          /** Why their desk revoked it; null where they did it themselves. */
          revokedFor: nullable(revocationReason),
        }),
      ),
    }),
  }),
  command({
    name: 'custody-keys.revoke',
    say: ['停用交接手机', 'Revoke a phone'],
    audited: true,
    input: object({ keyId: id('cky') }),
    output: done,
  }),
  read({
    name: 'custody-keys.of-colleagues',
    say: ['同事的交接手机', 'Phones of colleagues'],
    audited: true,
    input: nothing,
    output: object({
      items: list(
        object({
          keyId: id('cky'),
          name: text(80, 0),
          mine: yes,
          enrolledAt: instant,
          revokedAt: nullable(instant),
          revokedFor: nullable(revocationReason),
        }),
      ),
    }),
  }),
  command({
    name: 'custody-keys.order-revocation',
    say: ['责令停用交接手机', 'Take a colleague’s phone out of service'],
    audited: true,
    input: object({ keyId: id('cky'), reason: revocationReason }),
    output: done,
  }),
  read({
    name: 'custody-keys.counterparts',
    say: ['可以交接的人', 'People this device may change hands with'],
    audited: true,
    input: object(onDevice),
    output: object({
      hand: count(),
      serialNo: text(50),
      sealNo: nullable(text(40)),
      people: list(
        object({
          personId: id('per'),
          name: text(80, 0),
          organisation: text(120, 0),
          kind: oneOf(['acquirer', 'technician', 'merchant']),
          holds: yes,
          keys: list(object({ keyId: id('cky'), publicKey }), 20),
        }),
        500,
      ),
    }),
  }),
  command({
    name: 'hand-overs.deliver',
    say: ['提交双方签名的交接', 'Deliver a hand-over both signed'],
    audited: true,
    input: object({ offer: line, acceptance: line }),
    output: object({
      handOverId: id('hov'),
      outcome: oneOf(['taken', 'waiting', 'known', 'quarantined']),
      status: deviceStatus,
    }),
  }),
  read({
    name: 'hand-overs.list',
    say: ['双方签名的交接', 'Hand-overs both signed'],
    audited: true,
    input: object(onDevice),
    output: object({
      items: list(
        object({
          handOverId: id('hov'),
          hand: count(),
          standing: oneOf(['taken', 'waiting', 'quarantined', 'refused']),
          giver: text(80, 0),
          taker: text(80, 0),
          signedAt: instant,
          toldByGiverAt: nullable(instant),
          toldByTakerAt: nullable(instant),
          offer: text(1000),
          acceptance: text(1000),
        }),
      ),
    }),
  }),

  command({
    name: 'deliveries.receive',
    say: ['逐台验收交货', 'Receive the boxes of a delivery'],
    audited: true,
    input: object({
      orderNo,
      boxes: list(object({ readSerial: serial(50), readSeal: serial(40), sealIntact: yes }), 200),
    }),
    output: object({
      boxes: list(
        object({
          readSerial: text(50),
          outcome: oneOf(['received', 'quarantined', 'not-listed', 'received-before']),
        }),
      ),
    }),
  }),
  command({
    name: 'deliveries.close',
    say: ['交货对账并关闭', 'Reconcile and close a delivery'],
    audited: true,
    input: object({ orderNo, missing: list(serial(50), 200) }),
    output: object({ received: count(), quarantined: count(), missing: count(), notListed: count() }),
  }),
  read({
    name: 'deliveries.list',
    say: ['交货对账', 'Deliveries'],
    input: object(paging),
    output: page(
      object({
        orderNo: text(40),
        modelCode: text(40),
        channel,
        announcedAt: instant,
        closedAt: nullable(instant),
        listed: count(),
        open: list(text(50)),
        quarantined: count(),
        notListed: list(text(50)),
      }),
    ),
  }),

  read({
    name: 'devices.inventory',
    say: ['年度盘点', 'Yearly inventory'],
    input: object(paging),
    output: page(
      object({
        ...onDevice,
        serialNo: text(50),
        modelCode: text(40),
        status: deviceStatus,
        place: text(120),
        seenOn: nullable(day),
        dueOn: day,
        overdue: yes,
      }),
    ),
  }),
  command({
    name: 'devices.attest',
    say: ['确认终端在手且完好', 'Say that a device is here and whole'],
    audited: true,
    input: object({ ...onDevice, readSerial: serial(50), undamaged: yes, readAgain: optional(yes) }),
    output: moved,
  }),

  command({
    name: 'devices.order-return',
    say: ['下达收回通知', 'Order a device’s return'],
    audited: true,
    input: object({ ...onDevice, reason: orderedReason, dueOn: day }),
    output: done,
  }),
  read({
    name: 'devices.returns',
    say: ['待收回的终端', 'Devices to come back'],
    input: object(paging),
    output: page(
      object({
        ...onDevice,
        serialNo: text(50),
        status: deviceStatus,
        reason: recallReason,
        dueOn: day,
        overdue: yes,
        holder: text(120, 0),
        /** The asker ordered it: somebody else takes it in (CUST-57). */
        mine: yes,
      }),
    ),
  }),
  command({
    name: 'devices.begin-erasure',
    say: ['登记清除密钥', 'Record that keys were erased'],
    audited: true,
    input: object({
      ...onDevice,
      method: oneOf(['device-menu', 'remote-command', 'tamper-switch', 'maker']),
      proof: sha256,
    }),
    output: done,
  }),
  command({
    name: 'devices.witness-erasure',
    say: ['见证清除密钥', 'Witness that keys were erased'],
    audited: true,
    input: object(onDevice),
    output: done,
  }),
  read({
    name: 'devices.awaiting',
    say: ['等第二人的事', 'What waits for a second person'],
    input: object(paging),
    output: page(
      object({
        ...onDevice,
        serialNo: text(50),
        modelCode: text(40),
        status: deviceStatus,
        what: oneOf(['erasure', 'disposal']),
        reason: nullable(oneOf(['scrapped', 'sent-back-to-maker', 'lost'])),
        certificateNo: text(60, 0),
        first: text(80, 0),
        /** Whoever began it cannot be the second (CUST-18, CUST-39). */
        mine: yes,
      }),
    ),
  }),
  command({
    name: 'devices.send-to-repair',
    say: ['送修', 'Send to repair'],
    audited: true,
    input: object({ ...onDevice, repairer: text(60), sealNo: serial(40) }),
    output: moved,
  }),
  command({
    name: 'devices.receive-from-repair',
    say: ['维修返回验收', 'Receive back from repair'],
    audited: true,
    input: object({
      ...onDevice,
      readSerial: serial(50),
      readSeal: serial(40),
      sealIntact: yes,
      announcedSeal: serial(40),
    }),
    output: moved,
  }),
  command({
    name: 'devices.propose-disposal',
    say: ['提出处置', 'Propose to dispose of a device'],
    audited: true,
    input: object({
      ...onDevice,
      reason: oneOf(['scrapped', 'sent-back-to-maker', 'lost']),
      certificateNo: serial(60, '^[0-9A-Za-z-]{0,60}$'),
    }),
    output: done,
  }),
  command({
    name: 'devices.decide-disposal',
    say: ['决定处置', 'Decide on a disposal'],
    audited: true,
    input: object({ ...onDevice, agreed: yes }),
    output: moved,
  }),
] as const
