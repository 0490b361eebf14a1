import Button from 'antd/es/button'
import { type ReactNode, useState } from 'react'
import { Drawer } from '../console/drawer.tsx'
import { ReadingProgress } from '../findings/reading-progress.tsx'
import { useReading } from '../findings/use-reading.ts'
import { useCommand } from '../queries.ts'
import { FileInput } from '../ui/file-input.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { providerWords } from './words.ts'

/** The agreement as a file or as photographed pages: read first, with its progress, then attached. */
export const AttachFile = ({ caseId, intro }: { caseId: string; intro: ReactNode }) => {
  const t = useWords(providerWords)
  const tell = useToast()
  const [open, setOpen] = useState(false)
  const reading = useReading()
  const attach = useCommand('agreements.attach-file')
  const close = () => {
    reading.cancel()
    setOpen(false)
  }
  const take = async (files: readonly [File, ...File[]]) => {
    attach.reset()
    const read = await reading.read(files)
    if (read === null) return
    attach.send({ caseId, readingId: read.readingId }, () => {
      reading.letGo(read.readingId)
      setOpen(false)
      tell(t('attached'))
    })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('attachFile')}</Button>
      <Drawer open={open} onClose={close} title={t('attachFile')}>
        {intro}
        <FileInput
          label={t('file')}
          accept=".txt,.md,.html,.htm,.docx,.pdf,.png,.jpg,.jpeg"
          busy={attach.busy || reading.far !== null}
          onFiles={(files) => void take(files)}
        />
        <ReadingProgress far={reading.far} onCancel={reading.cancel} />
        <ProblemNotice problem={reading.problem ?? attach.problem} />
      </Drawer>
    </>
  )
}
