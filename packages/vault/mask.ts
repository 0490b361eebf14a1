/** What a reader without a grant sees: enough to recognise one's own data, too little to use it. */
const middle = (value: string, head: number, tail: number): string => {
  const letters = [...value]
  if (letters.length <= head + tail) return '*'.repeat(Math.max(letters.length, 1))
  return letters.slice(0, head).join('') + '*'.repeat(4) + letters.slice(letters.length - tail).join('')
}

export const maskPhone = (phone: string) => middle(phone.replace(/^\+86/, ''), 3, 4)
/** A signboard in public: both ends stay, so that who stands before it can compare. */
export const maskShop = (name: string) => middle(name.replace(/[（(].*$/u, '') || name, 2, 1)
export const maskName = (name: string) =>
  `${[...name][0] ?? ''}${'*'.repeat(Math.max([...name].length - 1, 1))}`
export const maskIdNo = (idNo: string) => middle(idNo, 3, 2)
export const maskAccountNo = (accountNo: string) => middle(accountNo, 0, 4)
/** Division and road stay readable (a technician plans by them); the house number and room do not. */
export const maskAddress = (address: string) =>
  middle(address, Math.min(9, Math.floor([...address].length / 2)), 0)
