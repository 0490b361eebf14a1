import type { Handler } from '#vault/capture.ts'
import { sealHandler } from '../../apps/field/handler/seal.ts'
import type { Person } from './person.ts'

const demoHandler: Handler = {
  name: '经办人（演示）',
  idKind: 'resident-id',
  idNo: '110101199003070070',
  idValidUntil: '长期',
  phone: '19900000035',
}

/** Who takes the terminal over, sealed as the technician's phone does it. Told again, what is recorded stays. */
export const recordHandler = async (technician: Person, caseId: string, visitId: string): Promise<void> => {
  const { handler } = await technician.call('cases.case', { caseId })
  if (handler) return
  const key = await technician.call('capture.key', { caseId, visitId })
  await technician.call('visits.record-handler', await sealHandler(key, { caseId, visitId }, demoHandler))
}
