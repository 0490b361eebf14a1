export const Merchant = () => null
