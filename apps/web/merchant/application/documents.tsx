import { useState } from 'react'
import { takesPdf } from '#provision/document-matrix.ts'
import { documentWords } from '../../domain-words.ts'
import { handed } from '../../encode.ts'
import { bytesOf } from '../../format.ts'
import { PaperPages } from '../../paper-pages.tsx'
import { useCommand } from '../../queries.ts'
import { useRuleSaid } from '../../rule-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FileInput } from '../../ui/file-input.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { useCase, useCaseId } from '../case-page.tsx'
import type { CaseView } from '../next.ts'
import { ReadPaper } from './read-paper.tsx'
import { useFieldProblem } from './shop-fields.tsx'
import { suggestionWords } from './suggestion-words.ts'
import { isReadable } from './suggestions.tsx'
import { applicationWords } from './words.ts'

type Application = NonNullable<CaseView['application']>
type Kind = Application['required'][number]

/** Photos whose place and time the reviewer compares with the shop: these go up as the camera took them. */
const onTheSpot: readonly Kind[] = ['door-photo', 'interior-photo', 'cashier-photo']

const megabytes = { picture: 20, pdf: 30 }
const pictures = 'image/jpeg,image/png,image/webp'

/** Sending a paper, from the press to the answer: prepared, on its way, being looked at by the house. */
const useHandIn = (kind: Kind) => {
  const caseId = useCaseId()
  const said = useRuleSaid()
  const t = useWords(applicationWords)
  const [share, setShare] = useState<number | null>(null)
  const attach = useCommand('applications.attach-document', setShare)
  const [wrong, setWrong] = useState<string | null>(null)
  const [reading, setReading] = useState(false)

  const take = async (file: File) => {
    attach.reset()
    setWrong(null)
    setShare(null)
    const cap = file.type === 'application/pdf' ? megabytes.pdf : megabytes.picture
    // Said before it is sent: thirty megabytes for a refusal are too many on a slow line.
    if (file.size > cap * 1_000_000) {
      const words = said('DOC-4', { megabytes: cap })
      setWrong(words && `${words.happened} ${words.remedy}`)
      return
    }
    setReading(true)
    try {
      attach.send({ caseId, kind, ...(await handed(file, onTheSpot.includes(kind))) })
    } catch {
      setWrong(t('unreadable'))
    } finally {
      setReading(false)
    }
  }
  return { take, wrong, share, reading, busy: reading || attach.busy, problem: attach.problem }
}

/** How far it has got, in words and as a bar; nothing while nothing is under way. */
const Sending = ({ busy, reading, share }: { busy: boolean; reading: boolean; share: number | null }) => {
  const t = useWords(applicationWords)
  const label = reading
    ? t('preparing')
    : share === null || share < 1
      ? t('sending', { percent: Math.round((share ?? 0) * 100) })
      : t('examining')
  return (
    <div role="status" className="small">
      {busy && (
        <>
          <progress
            className="sending"
            aria-label={label}
            max={1}
            {...(share !== null && share < 1 && { value: share })}
          />{' '}
          {label}
        </>
      )}
    </div>
  )
}

const Paper = ({
  kind,
  application,
  readOnly,
}: {
  kind: Kind
  application: Application
  readOnly: boolean
}) => {
  const t = useWords(applicationWords)
  const s = useWords(suggestionWords)
  const documentName = useWords(documentWords)
  const problemOf = useFieldProblem(application.problems)
  const caseId = useCaseId()
  const { take, wrong, problem, ...under } = useHandIn(kind)
  const [looking, setLooking] = useState(false)
  const stored = application.documents[kind]
  const name = documentName(kind)
  const pdf = takesPdf(kind)
  const size = stored && t('uploaded', { size: bytesOf(stored.bytes) })
  return (
    <li className="stack tight" id={`field-${kind}`}>
      {readOnly ? (
        <p className="row between">
          <span>{name}</span> {size && <Tag tone="good">{size}</Tag>}
        </p>
      ) : (
        <FileInput
          label={name}
          help={pdf ? t('photoOrPdf') : onTheSpot.includes(kind) ? t('photoOnTheSpot') : t('photoOnly')}
          accept={pdf ? `${pictures},application/pdf` : pictures}
          camera
          busy={under.busy}
          present={size}
          problem={wrong ?? problemOf(kind)}
          onFile={(file) => void take(file)}
        />
      )}
      <Sending {...under} />
      <ProblemNotice problem={problem} />
      {!readOnly && stored?.look === 'waiting' && <p className="soft small">{s('lookWaiting')}</p>}
      {stored && (
        <div>
          <Button
            small
            kind="quiet"
            aria-label={t('lookNamed', { document: name })}
            onClick={() => setLooking(true)}
          >
            {t('look')}
          </Button>
          <Dialog open={looking} onClose={() => setLooking(false)} title={name}>
            <PaperPages key={stored.sha256} caseId={caseId} kind={kind} name={name} />
          </Dialog>
        </div>
      )}
      {stored && !readOnly && isReadable(kind) && <ReadPaper key={stored.sha256} kind={kind} />}
    </li>
  )
}

/** The papers this kind of merchant shows, and none besides. */
export const Documents = ({
  application,
  progress,
  readOnly = false,
}: {
  application: Application
  progress?: string
  readOnly?: boolean
}) => {
  const t = useWords(applicationWords)
  // A picture taken out by the house says so without anybody reloading the page.
  const waiting = Object.values(application.documents).some(({ look }) => look === 'waiting')
  useCase(waiting && !readOnly ? 3000 : undefined)
  return (
    <Card title={t('documents')} aside={progress && application.required.length > 0 && <Tag>{progress}</Tag>}>
      {!readOnly && <Notice tone="warning">{t('never')}</Notice>}
      {application.required.length === 0 ? (
        <p className="soft">{t('documentsFirst')}</p>
      ) : (
        <>
          {!readOnly && <p className="soft">{t('documentsLead')}</p>}
          <ul className="stack">
            {application.required.map((kind) => (
              <Paper key={kind} kind={kind} application={application} readOnly={readOnly} />
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
