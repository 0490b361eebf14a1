/** Base64 of a blob without the data-URL head, as the calls take files. */
export const base64Of = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () =>
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })

const LONGEST = 1600

/**
 * A photograph drawn again at most 1600 px long (or as asked), as JPEG: small on a slow line, and without the place and
 * device data a camera writes into it.
 */
export const shrunk = async (file: Blob, longest = LONGEST): Promise<Blob> => {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const ratio = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * ratio)
  canvas.height = Math.round(picture.height * ratio)
  const pen = canvas.getContext('2d')
  if (!pen) return file
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve) => canvas.toBlob((jpeg) => resolve(jpeg ?? file), 'image/jpeg', 0.82))
}

const jpegName = (name: string): string => `${name.replace(/\.[^.]*$/u, '').slice(0, 150) || 'photo'}.jpg`

export type Handed = { fileName: string; mediaType: string; content: string }

/**
 * A file as the calls take papers. A photo is shrunk, unless it is wanted `asTaken`, with what the camera wrote into it. What
 * this browser cannot draw (a PDF, a HEIC photo) goes as it is: the house takes it, or says why not.
 */
export const handed = async (file: File, asTaken: boolean): Promise<Handed> => {
  const keep = asTaken || !file.type.startsWith('image/')
  const small = keep ? null : await shrunk(file).catch(() => null)
  return {
    fileName: small === null || small === file ? file.name.slice(-200) : jpegName(file.name),
    mediaType: (small ?? file).type || 'application/octet-stream',
    content: await base64Of(small ?? file),
  }
}
