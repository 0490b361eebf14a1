import type { OutputOf } from '#api/calls.ts'
import { type ReactNode, useState } from 'react'
import { useRead } from '../../queries.ts'
import { passkeysWorkHere } from '../../sign-in/passkeys-here.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Facts, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { SignByCode } from './sign-by-code.tsx'
import { SignByPasskey } from './sign-by-passkey.tsx'
import { type ToSign, whichOf } from './to-sign.ts'
import { agreementWords } from './words.ts'

type Props = {
  open: boolean
  onClose: () => void
  document: ToSign
  title: string
  /** What is said before the ways to sign are offered. */
  children?: ReactNode
  /** They are offered once it is read. */
  ready?: boolean
  onSigned: () => void
}

/** What each way to sign is worth, in plain words. */
const Grades = ({ grades }: { grades: OutputOf<'agreements.signing-options'>['grades'] }) => {
  const t = useWords(agreementWords)
  const both = useBoth()
  return (
    <details className="more">
      <summary>{t('gradesTitle')}</summary>
      <ul className="stack">
        {grades.map(({ grade, name, says, closed }) => (
          <li key={grade} className="stack tight">
            <p>
              <strong>{both(name)}</strong>{' '}
              {closed !== null && grade === 'A' && <Tag>{t('notConnected')}</Tag>}
            </p>
            <p className="soft small">{both(says)}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}

const Ways = ({ document, onSigned }: { document: ToSign; onSigned: () => void }) => {
  const t = useWords(agreementWords)
  const [coding, setCoding] = useState(!passkeysWorkHere())
  const options = useRead('agreements.signing-options', { caseId: useCaseId(), ...whichOf(document) })
  return (
    <Loaded query={options} lines={3}>
      {({ grades, passkey }) => (
        <>
          <SignByPasskey document={document} options={passkey} onSigned={onSigned} />
          {coding ? (
            <SignByCode document={document} onSigned={onSigned} />
          ) : (
            <Button kind="quiet" onClick={() => setCoding(true)}>
              {t('byCode')}
            </Button>
          )}
          <Grades grades={grades} />
        </>
      )}
    </Loaded>
  )
}

/** Signing: the fingerprint of the file in sight; the passkey first, the code for who has none. */
export const SignDialog = ({ open, onClose, document, title, children, ready = true, onSigned }: Props) => {
  const t = useWords(agreementWords)
  const tell = useToast()
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      {children}
      <Facts rows={[[t('digest'), <span className="code small">{document.digest}</span>]]} />
      <p className="soft small">{t('digestWhy')}</p>
      {ready && (
        <Ways
          document={document}
          onSigned={() => {
            tell(t('signedToast'))
            onClose()
            onSigned()
          }}
        />
      )}
    </Dialog>
  )
}
