/** Digits and characters are strings, byte fields (b, text) are bytes. */
export type Value = string | Uint8Array

/** Data elements by number, 2–128; the last of a message with a MAC is 64 or, with a second bitmap, 128. */
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

/** Whether its last field is a MAC. */
export const carriesMac = ({ fields }: Message): boolean =>
  fields[64] !== undefined || fields[128] !== undefined

/** ASCII text as the bytes of a b field. */
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0) & 0x7f)

const empty: (Value | undefined)[] = []
empty.length = 65

const emptyFar: (Value | undefined)[] = []
emptyFar.length = 129

/**
 * Room for every field at once, `far` with those of a second bitmap: an array that grows with each field is made anew several
 * times a message.
 */
export const placesForFields = (far = false): (Value | undefined)[] => (far ? emptyFar : empty).slice()
