import { type ReactNode, useId, useRef, useState } from 'react'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { Button } from './button.tsx'

type Given = {
  label: string
  help?: ReactNode
  problem?: ReactNode
  accept: string
  /** Shown once something is there: its size, its name. */
  present?: ReactNode
  busy?: boolean
  /** Offer the camera first (documents and shop fronts). */
  camera?: boolean
  onFile?: (file: File) => void
  /** Where several files may be chosen at once (the pages of one document), instead of `onFile`. */
  onFiles?: (files: readonly [File, ...File[]]) => void
}

/** A file or a photograph. The inputs carry the name, so that anyone finds them by their label. */
export const FileInput = ({
  label,
  help,
  problem,
  accept,
  present,
  busy,
  camera,
  onFile,
  onFiles,
}: Given) => {
  const id = useId()
  const t = useWords(common)
  const file = useRef<HTMLInputElement>(null)
  const photo = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const [first, ...more] = files ?? []
    if (!first) return
    if (onFiles) onFiles([first, ...more])
    else onFile?.(first)
  }
  return (
    <div
      className={`file${over ? ' over' : ''}${present ? ' present' : ''}${problem ? ' wrong' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <div className="grow">
        <label htmlFor={id} className="strong">
          {label}
        </label>
        {help && (
          <div id={`${id}-help`} className="soft small">
            {help}
          </div>
        )}
        {present && <div className="small good">{present}</div>}
        {problem && <div className="small bad">{problem}</div>}
      </div>
      <input
        ref={file}
        id={id}
        type="file"
        accept={accept}
        multiple={onFiles !== undefined}
        className="unseen"
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <div className="row">
        {camera && (
          <>
            <input
              ref={photo}
              type="file"
              accept="image/*"
              capture="environment"
              className="unseen"
              tabIndex={-1}
              aria-hidden="true"
              onChange={(event) => {
                take(event.target.files)
                event.target.value = ''
              }}
            />
            <Button
              small
              busy={busy ?? false}
              onClick={() => photo.current?.click()}
              aria-label={`${t('takePhoto')} ${label}`}
            >
              {t('takePhoto')}
            </Button>
          </>
        )}
        <Button
          small
          busy={busy ?? false}
          onClick={() => file.current?.click()}
          aria-label={`${present ? t('replaceFile') : t('chooseFile')} ${label}`}
        >
          {present ? t('replaceFile') : t('chooseFile')}
        </Button>
      </div>
    </div>
  )
}
