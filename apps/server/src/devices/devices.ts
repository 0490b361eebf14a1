import { binding } from './bind.ts'
import type { CasesPort } from './cases-port.ts'
import { catalogue } from './catalogue.ts'
import { custodyKeys } from './custody-keys.ts'
import { deliveries } from './deliveries.ts'
import { duties } from './duties.ts'
import { handOvers } from './hand-overs.ts'
import { certificatePapers } from './certificate-papers.ts'
import { concerns } from './concerns.ts'
import { identities } from './identities.ts'
import { journey } from './journey.ts'
import { keepers } from './keepers.ts'
import { models } from './models.ts'
import { orderedRevocations } from './ordered-revocations.ts'
import { publicPage } from './public-page.ts'
import { stock } from './stock.ts'
import type { PapersPort } from './terminal-photos.ts'
import { storage } from './storage.ts'
import { deviceViews } from './view.ts'
import { whereabouts } from './whereabouts.ts'

/** The whole device room, put together with the case it works for. */
export const devices = (cases: CasesPort, papers: PapersPort | null = null) => ({
  ...models,
  ...stock(cases),
  ...journey(cases, papers),
  ...binding(cases),
  ...deviceViews,
  ...catalogue,
  ...certificatePapers,
  ...deliveries,
  ...storage,
  ...keepers,
  ...duties(cases),
  ...custodyKeys,
  ...orderedRevocations,
  ...handOvers(cases),
  ...identities,
  ...publicPage,
  ...whereabouts(cases),
  ...concerns,
})
