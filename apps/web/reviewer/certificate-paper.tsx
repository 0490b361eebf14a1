import type { OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { useState } from 'react'
import { Drawer } from '../console/drawer.tsx'
import { certificateWords } from '../domain-words.ts'
import { handed } from '../encode.ts'
import { CertificatePages } from '../paper-pages.tsx'
import { useCommand } from '../queries.ts'
import { FileInput } from '../ui/file-input.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useToast } from '../ui/toast.tsx'
import { useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

type Certificate = OutputOf<'devices.models'>['items'][number]['certificates'][number]

/** A certificate's document: handed in once, and read by anybody who is to trust the model. */
export const CertificatePaper = ({
  modelCode,
  certificate: { kind, number },
  kept,
}: {
  modelCode: string
  certificate: Certificate
  kept: boolean
}) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const tell = useToast()
  const [open, setOpen] = useState(false)
  const attach = useCommand('catalogue.attach-document')
  const name = `${both(certificateWords[kind])} ${number}`
  const label = t(kept ? 'readPaper' : 'attachPaper')
  const take = async (file: File) => {
    attach.reset()
    // As its maker sent it: the digest of these very bytes stands with the certificate from now on.
    attach.send({ modelCode, kind, number, ...(await handed(file, true)) }, () => {
      setOpen(false)
      tell(t('paperAttached'))
    })
  }
  return (
    <>
      <Button size="small" aria-label={`${label} ${modelCode} ${name}`} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={`${label} · ${name}`}>
        {kept ? (
          <CertificatePages modelCode={modelCode} kind={kind} number={number} name={name} />
        ) : (
          <div className="stack">
            <p>{t('attachPaperWhy')}</p>
            <FileInput
              label={t('paperFile')}
              accept=".pdf,.jpg,.jpeg,.png"
              busy={attach.busy}
              onFile={(file) => void take(file)}
            />
            <ProblemNotice problem={attach.problem} />
          </div>
        )}
      </Drawer>
    </>
  )
}
