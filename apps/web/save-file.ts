/** Hands a text or bytes over as a file to keep. */
export const saveFile = (
  name: string,
  text: string | Uint8Array<ArrayBuffer>,
  mediaType = 'text/plain;charset=utf-8',
) => {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Safari reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
