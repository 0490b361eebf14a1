import type { DocumentKind, MerchantType, SealedField, ShopFields } from '#provision/case.ts'
import { sealedFields } from '#provision/field.ts'

/** What decides about further papers, as the form knows it. */
export type DocumentFlags = Pick<ShopFields, 'fixedPremises' | 'settlementKind' | 'businessKind'>

const personAndAccount = ['id-front', 'id-back', 'account-proof'] as const

/** Papers every merchant of the type shows (银发〔2021〕259号; AML due-diligence fields of 2025-11 art. 17). */
const always: Readonly<Record<MerchantType, readonly DocumentKind[]>> = {
  /** No licence by law, so none may be asked; lease or market manager's letter and the stall's photo instead. */
  micro: [...personAndAccount, 'premises-proof', 'door-photo'],
  individual: ['business-licence', ...personAndAccount],
  enterprise: ['business-licence', ...personAndAccount],
  institution: ['business-licence', ...personAndAccount],
}

const further: readonly {
  readonly kinds: readonly DocumentKind[]
  readonly when: (merchantType: MerchantType, flags: DocumentFlags) => boolean
}[] = [
  {
    kinds: ['door-photo', 'interior-photo', 'cashier-photo'],
    when: (_, flags) => flags.fixedPremises === true,
  },
  {
    kinds: ['premises-proof'],
    when: (merchantType, flags) =>
      (merchantType === 'individual' || merchantType === 'enterprise') && flags.fixedPremises === true,
  },
  {
    kinds: ['authorisation-letter'],
    when: (merchantType, flags) => merchantType === 'enterprise' && flags.settlementKind === 'personal',
  },
  {
    kinds: ['exempt-class-proof'],
    when: (merchantType, flags) => merchantType === 'institution' && flags.businessKind === 'medical',
  },
]

/** Papers that may come as a PDF: those that offices issue. What shows a person or a place has to be a photo. */
export const takesPdf = (kind: DocumentKind): boolean =>
  [
    'business-licence',
    'account-proof',
    'premises-proof',
    'authorisation-letter',
    'exempt-class-proof',
  ].includes(kind)

/** The papers this merchant has to show, in the order the form asks for them. */
export const requiredDocuments = (
  merchantType: MerchantType,
  flags: DocumentFlags,
): readonly DocumentKind[] => [
  ...new Set([
    ...always[merchantType],
    ...further.filter(({ when }) => when(merchantType, flags)).flatMap(({ kinds }) => kinds),
  ]),
]

const shopFields = [
  'merchantType',
  'shopName',
  'regionCode',
  'businessKind',
  'fixedPremises',
  'settlementKind',
  'settlementBank',
] as const

/** The fields this merchant has to fill; a micro merchant stands in no register. */
export const requiredFields = (
  merchantType: MerchantType | undefined,
): readonly (keyof ShopFields | SealedField)[] => [
  ...shopFields,
  ...(merchantType === 'micro' ? [] : (['registeredName', 'uscc'] as const)),
  ...sealedFields,
]
