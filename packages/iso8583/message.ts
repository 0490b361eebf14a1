/** Digits and characters are strings, byte fields (b, text) are bytes. */
export type Value = string | Uint8Array

/** Data elements by number, 2–63; 64 when the message carries a MAC. */
export type Fields = { readonly [no: number]: Value | undefined }

/** One message without its length prefix. `tpdu` is 10 hex digits, `header` 12 digits, `mti` 4 digits. */
export type Message = {
  readonly tpdu: string
  readonly header: string
  readonly mti: string
  readonly fields: Fields
}

/** The string in a field, or '' when it is absent. */
export const textOf = (message: Message, no: number): string => {
  const value = message.fields[no]
  return typeof value === 'string' ? value : ''
}

/** The bytes in a field, or null when it is absent. */
export const bytesOf = (message: Message, no: number): Uint8Array | null => {
  const value = message.fields[no]
  return value instanceof Uint8Array ? value : null
}

/** ASCII text as the bytes of a b field. */
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0) & 0x7f)

const empty: (Value | undefined)[] = []
empty.length = 65

/** Room for every field at once: an array that grows with each field is made anew several times a message. */
export const placesForFields = (): (Value | undefined)[] => empty.slice()
