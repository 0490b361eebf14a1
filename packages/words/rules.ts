import { agreementRules } from '#words/rules-agreement.ts'
import { applicationRules } from '#words/rules-application.ts'
import { bindingRules } from '#words/rules-binding.ts'
import { captureRules } from '#words/rules-capture.ts'
import { careRules } from '#words/rules-care.ts'
import { caseRules } from '#words/rules-case.ts'
import { certificateRules } from '#words/rules-certificate.ts'
import { changeRules } from '#words/rules-change.ts'
import { correctionRules } from '#words/rules-correction.ts'
import { custodyRules } from '#words/rules-custody.ts'
import { custodyDutyRules } from '#words/rules-custody-duties.ts'
import { inspectionRules } from '#words/rules-inspection.ts'
import { dispatchRules } from '#words/rules-dispatch.ts'
import { documentsRules } from '#words/rules-documents.ts'
import { feesRules } from '#words/rules-fees.ts'
import { fleetRules } from '#words/rules-fleet.ts'
import { forbiddenRules } from '#words/rules-forbidden.ts'
import { functionTestRules } from '#words/rules-function-test.ts'
import { goLiveRules } from '#words/rules-go-live.ts'
import { guardRules } from '#words/rules-guard.ts'
import { houseRules } from '#words/rules-house.ts'
import { installRules } from '#words/rules-install.ts'
import { iso8583Rules } from '#words/rules-iso8583.ts'
import { needsRules } from '#words/rules-needs.ts'
import { identityRules } from '#words/rules-identity.ts'
import { placeRules } from '#words/rules-place.ts'
import { ocrRules } from '#words/rules-ocr.ts'
import { offerRules } from '#words/rules-offer.ts'
import { proposalRules } from '#words/rules-proposal.ts'
import { providerRules } from '#words/rules-provider.ts'
import { reviewRules } from '#words/rules-review.ts'
import { signingRules } from '#words/rules-signing.ts'
import { surveyRules } from '#words/rules-survey.ts'
import { talkRules } from '#words/rules-talk.ts'
import { testRunRules } from '#words/rules-test-run.ts'
import { textRules } from '#words/rules-text.ts'
import { tlogRules } from '#words/rules-tlog.ts'
import { trainingRules } from '#words/rules-training.ts'
import { vaultRules } from '#words/rules-vault.ts'
import { visitRules } from '#words/rules-visit.ts'

type RuleWords = {
  readonly happened: readonly [zh: string, en: string]
  readonly remedy: readonly [zh: string, en: string]
}

/** Words of every rule id of every room. */
export const rules: Readonly<Record<string, RuleWords>> = {
  ...houseRules,
  ...forbiddenRules,
  ...captureRules,
  ...caseRules,
  ...correctionRules,
  ...applicationRules,
  ...reviewRules,
  ...needsRules,
  ...offerRules,
  ...visitRules,
  ...surveyRules,
  ...proposalRules,
  ...agreementRules,
  ...talkRules,
  ...changeRules,
  ...installRules,
  ...functionTestRules,
  ...testRunRules,
  ...trainingRules,
  ...goLiveRules,
  ...signingRules,
  ...feesRules,
  ...guardRules,
  ...providerRules,
  ...dispatchRules,
  ...custodyRules,
  ...custodyDutyRules,
  ...inspectionRules,
  ...certificateRules,
  ...bindingRules,
  ...identityRules,
  ...placeRules,
  ...careRules,
  ...fleetRules,
  ...documentsRules,
  ...iso8583Rules,
  ...textRules,
  ...ocrRules,
  ...tlogRules,
  ...vaultRules,
}
