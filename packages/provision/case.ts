import type { Terms, Profile } from '#fees/schedule.ts'
import type { ClauseQuestion, NegotiatedTerm, SpokenPromise } from '#provision/case-talk.ts'
import type { Step } from '#provision/step.ts'

/** Registered kind of merchant: 小微 · 个体工商户 · 企业 · 事业单位/社会组织. It decides the document matrix. */
export type MerchantType = 'micro' | 'individual' | 'enterprise' | 'institution'

/** Data kept in the vault: the case holds only the reference (law 3: facts carry no personal data). */
export type SealedField =
  | 'legalPersonName'
  | 'legalPersonIdNo'
  | 'contactPhone'
  | 'premisesAddress'
  | 'settlementAccountName'
  | 'settlementAccountNo'

/** Business facts about the shop, as the public register and the shop front show them. */
export type ShopFields = {
  readonly merchantType?: MerchantType
  readonly shopName?: string
  readonly registeredName?: string
  /** Unified social credit code, GB 32100-2015; micro merchants have none. */
  readonly uscc?: string
  /** GB/T 2260 six-digit division. */
  readonly regionCode?: string
  readonly businessKind?: BusinessKind
  readonly fixedPremises?: boolean
  readonly settlementKind?: 'corporate' | 'personal'
  readonly settlementBank?: string
}

export type BusinessKind =
  | 'snack'
  | 'restaurant'
  | 'retail'
  | 'supermarket'
  | 'hotel'
  | 'beauty'
  | 'delivery'
  | 'medical'
  | 'other'

export type DocumentKind =
  | 'business-licence'
  | 'id-front'
  | 'id-back'
  | 'account-proof'
  | 'door-photo'
  | 'interior-photo'
  | 'cashier-photo'
  | 'premises-proof'
  | 'authorisation-letter'
  | 'exempt-class-proof'

export type StoredDocument = {
  readonly documentId: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
}

export type Application = {
  readonly status: 'draft' | 'submitted' | 'returned' | 'approved' | 'rejected'
  readonly round: number
  readonly shop: ShopFields
  /** Vault references by field. */
  readonly sealed: Readonly<Partial<Record<SealedField, string>>>
  /** Rule id of the check a sealed or shop field failed when it was last saved, e.g. `APP-4`; for a paper, why it was taken out. */
  readonly problems: Readonly<Partial<Record<SealedField | keyof ShopFields | DocumentKind, string>>>
  readonly documents: Readonly<Partial<Record<DocumentKind, StoredDocument>>>
}

/** Why a reviewer says no: each has words, a field and a remedy. */
export type RejectionCode =
  | 'document-unreadable'
  | 'document-mismatch'
  | 'identity-mismatch'
  | 'account-mismatch'
  | 'premises-unconfirmed'
  | 'business-not-allowed'
  | 'risk-record'

export type Review = {
  readonly claimedBy: string | null
  readonly recommendation: {
    readonly by: string
    readonly mccCode: string
    readonly riskLevel: 'low' | 'medium' | 'high'
    readonly at: string
  } | null
  readonly rejection: {
    readonly by: string
    readonly code: RejectionCode
    readonly field: string
    readonly remedy: string
    readonly deadline: string
    readonly at: string
  } | null
  readonly appeal: {
    readonly statement: string
    readonly at: string
    readonly decision: {
      readonly by: string
      readonly upheld: boolean
      readonly note: string
      readonly at: string
    } | null
  } | null
  readonly approvedBy: string | null
}

/** Needs questionnaire (domain §6.1). Averages in fen, counts per year. */
export type Needs = {
  readonly tills: number
  readonly cardPayments: boolean
  readonly qrPayments: boolean
  readonly foreignCards: boolean
  readonly preAuthorisation: boolean
  readonly mobile: boolean
  readonly printedReceipt: boolean
  readonly tillIntegration: boolean
  readonly network: 'lan' | 'wifi' | 'cellular-only'
  readonly settlement: 'T1' | 'D0'
  readonly profile: Profile
}

/** Terminal kinds by what a merchant can hold (registry codes 01–11 are the device room's). */
export type TerminalKind = 'qr-plate' | 'qr-box' | 'e-sign-pos' | 'smart-pos' | 'desktop-pos' | 'mobile-pos'

export type Recommendation = {
  readonly terminalKind: TerminalKind
  readonly dataLine: 'none' | 'lan' | 'wifi' | 'cellular'
  readonly feePlan: 'qr-only' | 'standard' | 'preferential' | 'exempt'
  /** Rule ids whose words explain each choice. */
  readonly because: readonly string[]
}

export type ServiceLevel = {
  readonly answerMinutes: number
  readonly onSiteHours: number
  readonly spareUnit: boolean
  readonly maintenancePerYear: number
}

export type Offer = {
  readonly offerId: string
  readonly providerId: string
  readonly modelCode: string
  readonly terminalKind: TerminalKind
  readonly terms: Terms
  readonly serviceLevel: ServiceLevel
  readonly validUntil: string
}

export type OfferRequest = {
  readonly providerId: string
  readonly answer: 'asked' | 'declined' | 'offered'
}

/** What somebody comes for: survey and installation bring a terminal in, the others look after one that stands there. */
export type VisitKind = 'survey' | 'install' | 'inspection' | 'repair' | 'replacement' | 'return'

export type Visit = {
  readonly visitId: string
  readonly kind: VisitKind
  readonly technicianId: string
  readonly startsAt: string
  readonly endsAt: string
  readonly status: 'proposed' | 'confirmed' | 'declined' | 'arrived' | 'done'
  /** The ticket by which the shop asked for it. */
  readonly ticketId?: string
  /** When the door opened and when the work was over; visits that bring a terminal in are from before this was kept. */
  readonly arrivedAt?: string
  readonly doneAt?: string
}

/** What the technician found at the door (domain §6.2). Signal in dBm; `note` is a vault reference or empty. */
export type Survey = {
  readonly visitId: string
  readonly signboardMatches: boolean
  readonly operating: boolean
  readonly counterPosition: string
  readonly powerOutlet: boolean
  readonly earthed: boolean
  readonly network: 'lan' | 'wifi' | 'cellular-only'
  readonly signalDbm: number
  readonly keypadOutOfCameraView: boolean
  readonly otherTerminals: number
  /** Vault reference of the position found (WGS-84): where somebody lives and works is theirs. */
  readonly place: string
  readonly accuracyMetres: number
  readonly note: string
}

export type Proposal = {
  readonly version: number
  readonly modelCode: string
  readonly terminalKind: TerminalKind
  readonly quantity: number
  readonly position: string
  readonly dataLine: 'none' | 'lan' | 'wifi' | 'cellular'
  readonly terms: Terms
  readonly serviceLevel: ServiceLevel
  readonly changeRequest: string | null
}

/**
 * One trap the guard found in the agreement's text; `answer` is the merchant's own: accepted with open eyes, satisfied
 * with an answer, or outdone by a negotiated term.
 */
export type AgreementFinding = {
  readonly findingId: string
  readonly rule: string
  readonly risk: string
  readonly severity: 'high' | 'medium' | 'low'
  readonly start: number
  readonly end: number
  /** SHA-256 (hex) of the quotation; absent in texts read before answers went along to the next version. */
  readonly quoteDigest?: string
  readonly answer: 'open' | 'accepted-knowingly' | 'answered' | 'renegotiated'
}

export type Signature = {
  readonly by: string
  readonly method: string
  readonly at: string
  readonly digest: string
}

export type Agreement = {
  readonly agreementId: string
  readonly version: number
  readonly source: 'generated' | 'provider-text'
  readonly proposalVersion: number
  /** SHA-256 (hex) of the exact PDF bytes both parties sign; of the UTF-8 text in agreements from before there were PDFs. */
  readonly digest: string
  /** SHA-256 (hex) of the UTF-8 text the PDF was set from; absent where there is no PDF. */
  readonly textDigest?: string
  /** SHA-256 (hex) of the sealed PDF: the signed bytes, the evidence and the acquirer's seal. */
  readonly sealedDigest?: string
  readonly findings: readonly AgreementFinding[]
  readonly merchantSignature: Signature | null
  readonly acquirerSignature: Signature | null
}

/** A change of an agreement both have signed: a supplement with a text of its own (条例 20; 4号 62). */
export type AgreementChange = {
  readonly changeId: string
  readonly proposedBy: 'provider' | 'acquirer'
  /**
   * The supplement both sign: SHA-256 (hex) of its PDF and of its text. Without `textDigest` it is from before supplements
   * were files, and `digest` is the text's.
   */
  readonly agreementId: string
  readonly digest: string
  readonly textDigest?: string
  /** All terms and promises of service as they would stand, changed or not. */
  readonly terms: Terms
  readonly serviceLevel: ServiceLevel
  /** Clauses worded anew, by number; the wording is a vault reference, like `reason`. */
  readonly clauses: readonly { readonly clause: string; readonly wording: string }[]
  readonly reason: string
  readonly effectiveAt: string
  /** When the acquirer gave notice: the 30 days begin here. Null: a provider's wish the acquirer has not taken up. */
  readonly noticedAt: string | null
  /** The merchant's last word; silence is none, and none is no. */
  readonly answer: {
    readonly choice: 'consent' | 'refuse' | 'leave'
    readonly by: string
    readonly at: string
    readonly digest: string
    /** How consent was signed. */
    readonly method?: string
  } | null
  /** The acquirer's seal, and the SHA-256 of the file that carries it; absent until then. */
  readonly acquirerSignature?: Signature
  readonly sealedDigest?: string
  readonly inForceSince: string | null
  readonly withdrawnAt: string | null
}

/** Where the terminal stands in this case; its own life is the device room's. */
export type Install = {
  readonly deviceId: string
  readonly delivery: 'carried' | 'posted'
  readonly merchantAccepted: boolean
  readonly boundAt: string | null
  readonly terminalNo: string | null
  readonly merchantNo: string | null
}

/** The suite a test is judged by, as a file of this name and version. */
export type TestSuite = { readonly name: string; readonly version: number }

/** What a run stood for: this device at this visit under this binding, and the signed card that says so. */
export type TestedAs = {
  readonly deviceId: string
  readonly visitId: string
  readonly suite: TestSuite
  /** SHA-256 (hex) of the result card's text. */
  readonly cardDigest: string
}

/** Result written by the test host, never by a person. Without `as` it is from before there were result cards. */
export type FunctionTest = {
  readonly runId: string
  readonly passed: boolean
  readonly at: string
  readonly as?: TestedAs
}

export type Training = {
  readonly quizId: string
  readonly score: number
  readonly passed: boolean
  readonly trainee: string
  readonly at: string
}

/** Who takes the terminal over, sealed on the technician's phone to the acquirer; here only where it is kept. */
export type RecordedHandler = {
  readonly visitId: string
  readonly captureId: string
  readonly keyId: string
  readonly at: string
}

/** Asked for after the form was closed (PIPL art. 46). `value`, `reason` and `note` are vault references. */
export type Correction = {
  readonly correctionId: string
  readonly field: SealedField
  readonly value: string
  readonly reason: string
  readonly at: string
  readonly decision: {
    readonly by: string
    readonly accepted: boolean
    readonly note: string
    readonly at: string
  } | null
}

export type Case = {
  readonly caseId: string
  readonly merchantId: string
  readonly acquirerId: string
  readonly step: Step
  readonly application: Application
  readonly review: Review
  readonly needs: Needs | null
  readonly recommendation: Recommendation | null
  readonly requests: readonly OfferRequest[]
  readonly offers: readonly Offer[]
  readonly chosenOfferId: string | null
  readonly providerId: string | null
  readonly visits: readonly Visit[]
  readonly survey: Survey | null
  readonly proposals: readonly Proposal[]
  readonly acceptedProposal: number | null
  /** Texts attached so far, refused ones included: the next text's version is one more. */
  readonly agreementVersions: number
  readonly agreement: Agreement | null
  readonly install: Install | null
  readonly functionTest: FunctionTest | null
  readonly training: Training | null
  readonly merchantConfirmation: {
    readonly extraFeeAsked: boolean
    readonly satisfied: boolean
    readonly at: string
  } | null
  readonly liveAt: string | null
  /** Absent until recorded: cases from before there was such a record have no place for it. */
  readonly handler?: RecordedHandler
  /** Absent until the first: cases from before corrections existed replay to their stored state. */
  readonly corrections?: readonly Correction[]
  /** Each absent until the first of its kind, like `corrections`. */
  readonly questions?: readonly ClauseQuestion[]
  readonly negotiated?: readonly NegotiatedTerm[]
  readonly promises?: readonly SpokenPromise[]
  readonly changes?: readonly AgreementChange[]
  /** Given up by the merchant, with a request for deletion; absent until then. */
  readonly withdrawnAt?: string
}
