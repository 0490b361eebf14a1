import type { Rule } from '#contract-guard/finding.ts'
import { accountMandate } from '#contract-guard/rules/account-mandate.ts'
import { bannedAdvertising } from '#contract-guard/rules/banned-advertising.ts'
import { blankFields } from '#contract-guard/rules/blank-fields.ts'
import { blankSigning } from '#contract-guard/rules/blank-signing.ts'
import { blanketDebit } from '#contract-guard/rules/blanket-debit.ts'
import { bundledConsent } from '#contract-guard/rules/bundled-consent.ts'
import { chargebackShift } from '#contract-guard/rules/chargeback-shift.ts'
import { creditBait } from '#contract-guard/rules/credit-bait.ts'
import { deemedConsent } from '#contract-guard/rules/deemed-consent.ts'
import { depositRenamed } from '#contract-guard/rules/deposit-renamed.ts'
import { deviceDebt } from '#contract-guard/rules/device-debt.ts'
import { doorstepFee } from '#contract-guard/rules/doorstep-fee.ts'
import { doubtfulDevice } from '#contract-guard/rules/doubtful-device.ts'
import { evidenceMonopoly } from '#contract-guard/rules/evidence-monopoly.ts'
import { excessivePenalty } from '#contract-guard/rules/excessive-penalty.ts'
import { exclusivity } from '#contract-guard/rules/exclusivity.ts'
import { falseAuthority } from '#contract-guard/rules/false-authority.ts'
import { falseMerchant } from '#contract-guard/rules/false-merchant.ts'
import { farForum } from '#contract-guard/rules/far-forum.ts'
import { firstPaymentKept } from '#contract-guard/rules/first-payment-kept.ts'
import { forcedInstant } from '#contract-guard/rules/forced-instant.ts'
import { gag } from '#contract-guard/rules/gag.ts'
import { hiddenDefinition } from '#contract-guard/rules/hidden-definition.ts'
import { hollowSupport } from '#contract-guard/rules/hollow-support.ts'
import { insurance } from '#contract-guard/rules/insurance.ts'
import { lockIn } from '#contract-guard/rules/lock-in.ts'
import { membership } from '#contract-guard/rules/membership.ts'
import { merchantSwitching } from '#contract-guard/rules/merchant-switching.ts'
import { minimumVolume } from '#contract-guard/rules/minimum-volume.ts'
import { noLocation } from '#contract-guard/rules/no-location.ts'
import { oneSidedTermination } from '#contract-guard/rules/one-sided-termination.ts'
import { oneTerminalMany } from '#contract-guard/rules/one-terminal-many.ts'
import { onlineSale } from '#contract-guard/rules/online-sale.ts'
import { openPrice } from '#contract-guard/rules/open-price.ts'
import { overCollection } from '#contract-guard/rules/over-collection.ts'
import { ownCardTest } from '#contract-guard/rules/own-card-test.ts'
import { promotionReset } from '#contract-guard/rules/promotion-reset.ts'
import { rebateOutOfReach } from '#contract-guard/rules/rebate-out-of-reach.ts'
import { refundScam } from '#contract-guard/rules/refund-scam.ts'
import { secondClearing } from '#contract-guard/rules/second-clearing.ts'
import { settlementHold } from '#contract-guard/rules/settlement-hold.ts'
import { silentRenewal } from '#contract-guard/rules/silent-renewal.ts'
import { simFee } from '#contract-guard/rules/sim-fee.ts'
import { smallLeaks } from '#contract-guard/rules/small-leaks.ts'
import { surcharge } from '#contract-guard/rules/surcharge.ts'
import { terminalSwap } from '#contract-guard/rules/terminal-swap.ts'
import { totalExemption } from '#contract-guard/rules/total-exemption.ts'
import { unilateralAmendment } from '#contract-guard/rules/unilateral-amendment.ts'
import { unilateralPrice } from '#contract-guard/rules/unilateral-price.ts'
import { wrongCounterparty } from '#contract-guard/rules/wrong-counterparty.ts'

/** Every trap the guard knows, by number. Ids T01–T42 are the dossier's; later ones are the guard's own. */
export const allRules: readonly Rule[] = [
  depositRenamed,
  rebateOutOfReach,
  firstPaymentKept,
  simFee,
  unilateralPrice,
  promotionReset,
  membership,
  forcedInstant,
  insurance,
  merchantSwitching,
  oneTerminalMany,
  secondClearing,
  accountMandate,
  blanketDebit,
  minimumVolume,
  lockIn,
  silentRenewal,
  exclusivity,
  totalExemption,
  settlementHold,
  bundledConsent,
  overCollection,
  blankSigning,
  wrongCounterparty,
  deviceDebt,
  noLocation,
  onlineSale,
  terminalSwap,
  refundScam,
  creditBait,
  farForum,
  gag,
  surcharge,
  openPrice,
  smallLeaks,
  falseMerchant,
  falseAuthority,
  doubtfulDevice,
  doorstepFee,
  hollowSupport,
  ownCardTest,
  chargebackShift,
  unilateralAmendment,
  deemedConsent,
  evidenceMonopoly,
  oneSidedTermination,
  excessivePenalty,
  bannedAdvertising,
  hiddenDefinition,
  blankFields,
]
