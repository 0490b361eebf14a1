import { useState } from 'react'
import { base64Of } from '../encode.ts'

export type FileValue = { fileName: string; content: string }

type Given = {
  accept: string
  value?: FileValue
  onChange?: (value: FileValue | undefined) => void
  id?: string
}

/** A file in a form, read at once into the base64 the calls take. The browser's own control, styled. */
export const FileField = ({ accept, value, onChange, id }: Given) => {
  const [reading, setReading] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return onChange?.(undefined)
    setReading(true)
    onChange?.({ fileName: file.name, content: await base64Of(file) })
    setReading(false)
  }
  return (
    <input
      id={id}
      type="file"
      className="file-field"
      accept={accept}
      aria-busy={reading}
      aria-required="true"
      data-chosen={value?.fileName}
      onChange={(event) => void take(event.target.files?.[0])}
    />
  )
}
