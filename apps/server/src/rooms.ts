import { openSubject, openText } from './care/ticket.ts'
import { openP1Tickets, tickets } from './care/tickets.ts'
import { agreements } from './agreements/agreements.ts'
import { comparePromise } from './agreements/compare-promise.ts'
import { guard } from './agreements/guard.ts'
import { applications } from './cases/applications.ts'
import { captures } from './cases/captures.ts'
import { loadCase, moveCase } from './cases/case.ts'
import { cases } from './cases/cases.ts'
import { corrections } from './cases/corrections.ts'
import type { EvidenceOf } from './cases/evidence.ts'
import { goLive } from './cases/go-live.ts'
import { offers } from './cases/offers.ts'
import { proposals } from './cases/proposals.ts'
import { reviews } from './cases/reviews.ts'
import { openFields, openTexts, sealText, surveyedPlace } from './cases/sealed.ts'
import { openTrainee } from './cases/trainee.ts'
import { trainings } from './cases/trainings.ts'
import { agreementView } from './cases/view.ts'
import { finishVisit, visits } from './cases/visits.ts'
import { askToLook } from './cases/look-at-picture.ts'
import { keepPaper, showPaper } from './cases/papers.ts'
import { devices } from './devices/devices.ts'
import { inspections } from './devices/inspections.ts'
import { modelOffered } from './devices/models.ts'
import { selfProof } from './devices/self-proof.ts'
import { suspendDevice } from './devices/suspend.ts'
import { takeFix } from './devices/whereabouts.ts'
import { displacements } from './devices/displacements.ts'
import { keyOf, sealToDevice } from './devices/device-secret.ts'
import { deviceEvidence, deviceGoesLive } from './devices/evidence.ts'
import { proveIdentity } from './devices/challenges.ts'
import { enrolment } from './fleet/enrol.ts'
import { firmwareRoom } from './fleet/firmware.ts'
import { firmwareKeys } from './fleet/firmware-keys.ts'
import { openIncident } from './fleet/incident.ts'
import { outages } from './fleet/outage.ts'
import { outageShops } from './fleet/outage-shops.ts'
import { standbyRoom } from './fleet/standby.ts'
import { fleetViews } from './fleet/views.ts'
import { registry } from './devices/registry.ts'
import { acquirerDialects } from './function-tests/dialects.ts'
import { functionTests } from './function-tests/function-tests.ts'
import { testCardOf } from './function-tests/result.ts'
import type { Handlers } from './house/errand.ts'
import { sendCode, takeCode, usedCode } from './people/code.ts'
import { assertionOptions, takeAssertion } from './people/passkey-assertion.ts'
import { logIdentity } from './log/identity.ts'
import { proofFileOf } from './log/proof-file.ts'
import { colleagues } from './people/colleagues.ts'
import { organisations } from './people/organisations.ts'
import { passkeys } from './people/passkeys.ts'
import { sessions } from './people/sessions.ts'
import { signIn } from './people/sign-in.ts'
import { providers, vettedProviders } from './providers/providers.ts'
import { supervision } from './supervision/supervision.ts'
import { consents, consentsPort } from './vault/consents.ts'
import { deletions } from './vault/deletions.ts'
import { exports } from './vault/export.ts'
import { grantsPort, takeForReport } from './vault/grant.ts'
import { myData } from './vault/my-data.ts'
import { vault } from './vault/vault.ts'

const cardOf = testCardOf(logIdentity)

const evidenceOf: EvidenceOf = async (errand, caseId, deviceId) => {
  const device = await deviceEvidence(errand, deviceId)
  if (!device) return null
  const urgent = await openP1Tickets(errand, caseId)
  return { ...device, openP1Tickets: urgent, testCard: await cardOf(errand, caseId) }
}

/** Every call's handler; what one room needs of another is handed over here. A call without a handler does not compile. */
export const rooms = (): Handlers => ({
  ...signIn,
  ...sessions,
  ...colleagues,
  ...passkeys,
  ...organisations,
  ...providers,
  ...cases(evidenceOf),
  ...applications(grantsPort, consentsPort),
  ...reviews(grantsPort),
  ...corrections(grantsPort),
  ...vault({ loadCase, openFields, sealText, openTexts }),
  ...myData,
  ...consents,
  ...exports({ openTexts, openTrainee, openSubject, openText }),
  ...deletions(moveCase),
  ...offers(vettedProviders, grantsPort, modelOffered),
  ...visits(grantsPort, consentsPort),
  ...captures(grantsPort),
  ...proposals(modelOffered),
  ...agreements({
    ...{ loadCase, moveCase, sealText, openTexts, agreementView },
    ...{ consents: consentsPort, sendCode, takeCode, usedCode, compared: comparePromise },
    ...{ assertionOptions, takeAssertion },
  }),
  ...guard,
  ...devices({ loadCase, moveCase, surveyedPlace, sealText }, { keepPaper, askToLook, showPaper }),
  ...inspections(
    { loadCase, moveCase, surveyedPlace, sealText },
    { keepPaper, askToLook, showPaper },
    grantsPort,
    finishVisit(grantsPort),
    (errand, whose, count) =>
      openIncident(errand, { suspendDevice, takeFix }, whose, { kind: 'surface-doubted', params: { count } }),
  ),
  ...enrolment({ proveIdentity, sealToDevice, keyOf }),
  ...fleetViews,
  ...standbyRoom,
  ...outages,
  ...outageShops,
  ...firmwareKeys,
  ...firmwareRoom,
  ...displacements({ sealText, openTexts }),
  ...registry({ openFields, takeForReport }),
  ...functionTests({ loadCase, moveCase }, selfProof),
  ...acquirerDialects,
  ...trainings,
  ...goLive(evidenceOf, deviceGoesLive, grantsPort),
  ...tickets(loadCase),
  ...supervision(proofFileOf),
})
