import type { DocumentKind, SealedField, ShopFields } from '#provision/case.ts'

/**
 * Everything the form may ask, and nothing else. What is not listed has nowhere to go: no CVV, no PIN,
 * no expiry, no SMS code, no credit-card photo (公告〔2013〕9号 art. 27).
 */
const shop: Readonly<Record<keyof ShopFields, true>> = {
  merchantType: true,
  shopName: true,
  registeredName: true,
  uscc: true,
  regionCode: true,
  businessKind: true,
  fixedPremises: true,
  settlementKind: true,
  settlementBank: true,
}

const sealed: Readonly<Record<SealedField, true>> = {
  legalPersonName: true,
  legalPersonIdNo: true,
  contactPhone: true,
  premisesAddress: true,
  settlementAccountName: true,
  settlementAccountNo: true,
}

const document: Readonly<Record<DocumentKind, true>> = {
  'business-licence': true,
  'id-front': true,
  'id-back': true,
  'account-proof': true,
  'door-photo': true,
  'interior-photo': true,
  'cashier-photo': true,
  'premises-proof': true,
  'authorisation-letter': true,
  'exempt-class-proof': true,
}

export const isShopField = (name: string): name is keyof ShopFields => Object.hasOwn(shop, name)
export const isSealedField = (name: string): name is SealedField => Object.hasOwn(sealed, name)
export const isDocumentKind = (name: string): name is DocumentKind => Object.hasOwn(document, name)
export const documentKinds = Object.keys(document) as readonly DocumentKind[]
export const sealedFields = Object.keys(sealed) as readonly SealedField[]
