import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderSVG } from 'uqr'
import { certificateProblems, isValidOn, lastDay } from '#device/certificate.ts'
import { bindingOf, type Device, reservationOf } from '#device/device.ts'
import { publicStanding, serialShown } from '#device/public-standing.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import { maskShop } from '#vault/mask.ts'
import { typeset } from '../documents/typeset.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { loadDevice } from './device.ts'
import { challengeDevice, judgeAnswer } from './challenges.ts'
import { standingOf } from './identities.ts'
import { deviceOfLabel, labelFor } from './labels.ts'
import { loadModel } from './models.ts'

/*
 * The page a label opens. Whoever holds the label stands before the terminal: they learn what they need to trust it or not,
 * coarse and masked, and nothing that a label photographed and passed on would give away.
 */

const labelled = async (errand: Errand, labelId: string) => {
  const { deviceId, replaced } = await deviceOfLabel(errand, labelId)
  // Nobody is signed in here: the house looks, and answers only what this page says.
  const [row] = await errand.asHouse(
    db.selectFrom('devices').select('state').where('device_id', '=', deviceId),
  )
  if (!row) throw new NotFound()
  return { device: row.state as Device, replaced }
}

const acquirerOf = async (errand: Errand, acquirerId: string) => {
  const [row] = await errand.run(
    db.selectFrom('organisations').select(['name', 'hotline']).where('organisation_id', '=', acquirerId),
  )
  return { acquirer: row?.name ?? '', hotline: row?.hotline ?? '' }
}

/** Whose it is, masked, and the district: only of a terminal that is bound. */
const shopOf = async (errand: Errand, device: Device) => {
  const caseId = bindingOf(device) === null ? undefined : reservationOf(device)?.caseId
  if (caseId === undefined) return { shop: null, regionCode: null }
  const [row] = await errand.asHouse(db.selectFrom('cases').select('state').where('case_id', '=', caseId))
  const { shopName, regionCode } = (row?.state as Case | undefined)?.application.shop ?? {}
  return { shop: shopName ? maskShop(shopName) : null, regionCode: regionCode ?? null }
}

const inspectedAt = async (errand: Errand, deviceId: string): Promise<string | null> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('facts')
      .select(({ fn }) => fn.max<string | null>('at').as('at'))
      .where('stream', '=', `device/${deviceId}`)
      .where('type', '=', 'inspected-on-site'),
  )
  return row?.at ?? null
}

const certificatesOf = async (errand: Errand, device: Device) => {
  const model = await loadModel(errand, device.modelCode)
  const today = chinaDay(errand.stamp.at)
  const problems = certificateProblems(model, today)
  return {
    model,
    certificatesValid: problems.length === 0,
    certificates: model.certificates.map((certificate) => ({
      kind: certificate.kind,
      validUntil: lastDay(certificate),
      valid: isValidOn(certificate, today),
    })),
  }
}

export const publicPage: Room<
  'terminals.terminal' | 'terminals.ask' | 'terminals.check-answer' | 'terminals.print-label'
> = {
  async 'terminals.terminal'(errand, { labelId }) {
    const { device, replaced } = await labelled(errand, labelId)
    const standing = publicStanding(device, replaced)
    const { model, ...papers } = await certificatesOf(errand, device)
    const identity = await standingOf(errand, device.deviceId)
    return {
      standing,
      serial: serialShown(device.serialNo),
      maker: model.maker,
      model: model.name,
      terminalKind: model.terminalKind,
      ...(await acquirerOf(errand, device.acquirerId)),
      // An old label may stand on anything: it tells no shop.
      ...(replaced ? { shop: null, regionCode: null } : await shopOf(errand, device)),
      ...papers,
      inspectedAt: await inspectedAt(errand, device.deviceId),
      boundAt: bindingOf(device)?.boundAt ?? null,
      canProve: identity !== null && standing !== 'label-replaced',
      provedAt: identity?.lastProvedAt ?? null,
    }
  },

  async 'terminals.ask'(errand, { labelId }) {
    const { device, replaced } = await labelled(errand, labelId)
    if (replaced) throw new NotFound()
    return challengeDevice(errand, device)
  },

  async 'terminals.check-answer'(errand, { labelId, challengeId, secretText }) {
    const { device } = await labelled(errand, labelId)
    return judgeAnswer(errand, challengeId, ({ variant }) => ({
      serialNo: device.serialNo,
      variant,
      secretText,
    }))
  },

  async 'terminals.print-label'(errand, { deviceId, anew }) {
    const { device } = await loadDevice(errand, deviceId, true)
    const url = `${errand.house.origin}/t/${await labelFor(errand, deviceId, anew)}`
    // Level Q: a quarter of it may be scratched off.
    const svg = renderSVG(url, { ecc: 'Q', border: 2 })
    const model = await loadModel(errand, device.modelCode)
    const { hotline } = await acquirerOf(errand, device.acquirerId)
    const set = await typeset({
      template: await readFile(join(import.meta.dirname, 'label.typ'), 'utf8'),
      data: { svg, serial: device.serialNo, model: model.name, hotline },
      standard: null,
      tagged: true,
      at: errand.stamp.at,
    })
    if (isRefusal(set) || !('pdf' in set)) throw new Error('a label holds letters no font of the house draws')
    return { url, svg, pdf: set.pdf.toString('base64') }
  },
}
