import { applications } from './cases/applications.ts'
import { cases } from './cases/cases.ts'
import { goLive } from './cases/go-live.ts'
import { offers } from './cases/offers.ts'
import { proposals } from './cases/proposals.ts'
import { reviews } from './cases/reviews.ts'
import { trainings } from './cases/trainings.ts'
import { visits } from './cases/visits.ts'
import { functionTests } from './function-tests/function-tests.ts'
import type { Handlers } from './house/errand.ts'
import { colleagues } from './people/colleagues.ts'
import { organisations } from './people/organisations.ts'
import { passkeys } from './people/passkeys.ts'
import { sessions } from './people/sessions.ts'
import { signIn } from './people/sign-in.ts'

/** Every call's handler. A call without one does not compile. */
export const rooms = (): Handlers => ({
  ...signIn,
  ...sessions,
  ...colleagues,
  ...passkeys,
  ...organisations,
  ...cases(async () => null),
  ...applications,
  ...reviews,
  ...offers(async (_e, ids) => ids),
  ...visits,
  ...proposals,
  ...trainings,
  ...functionTests,
  ...goLive(async () => null, async () => {}),
})
