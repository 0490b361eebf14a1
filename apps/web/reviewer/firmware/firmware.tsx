import { Campaigns } from '../../console/firmware/campaigns.tsx'
import { Keys } from './keys.tsx'
import { Publish } from './publish.tsx'

/** The acquirer's own: what it sends, and the keys it signs with. */
export const Firmware = () => <Campaigns publish={<Publish />} keys={<Keys />} />
