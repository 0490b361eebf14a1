import { agree } from '../../scripts/demo/journey.ts'
import type { StoryHouse, Terminal } from './house.ts'
import { type SmallShop, surveyShop } from './surveyed.ts'

/** A shop whose agreement both have signed and whose terminal went to the post, all through the public interface. */
export const postTerminal = async (house: StoryHouse, shop: SmallShop, { deviceId }: Terminal) => {
  const { caseId, ...crew } = await surveyShop(house, shop)
  const { first } = house.people
  await agree(house.url, caseId, crew)
  await first.call('devices.reserve', { deviceId, caseId })
  await first.call('devices.post', { deviceId, courier: '演示快递', trackingNo: 'DEMO-0001' })
  return { caseId, ...crew }
}
