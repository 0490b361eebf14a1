import { useState } from 'react'
import { documentWords } from '../../domain-words.ts'
import { base64Of, shrunk } from '../../encode.ts'
import { bytesOf } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FileInput } from '../../ui/file-input.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { Loaded } from '../../ui/states.tsx'
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

const Picture = ({ kind, name }: { kind: Kind; name: string }) => {
  const document = useRead('applications.document', { caseId: useCaseId(), kind })
  return (
    <Loaded query={document}>
      {({ mediaType, content }) =>
        mediaType.startsWith('image/') ? (
          <img className="preview" src={`data:${mediaType};base64,${content}`} alt={name} />
        ) : (
          <iframe className="preview" title={name} src={`data:${mediaType};base64,${content}`} />
        )
      }
    </Loaded>
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
  const attach = useCommand('applications.attach-document')
  const [broken, setBroken] = useState(false)
  const [looking, setLooking] = useState(false)
  const stored = application.documents[kind]
  const name = documentName(kind)

  const take = async (file: File) => {
    setBroken(false)
    let content: string
    try {
      content = await base64Of(await shrunk(file))
    } catch {
      setBroken(true)
      return
    }
    attach.send({ caseId, kind, content })
  }
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
          accept="image/*,application/pdf"
          camera
          busy={attach.busy}
          present={size}
          problem={broken ? t('unreadable') : problemOf(kind)}
          onFile={(file) => void take(file)}
        />
      )}
      <ProblemNotice problem={attach.problem} />
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
            <Picture key={stored.sha256} kind={kind} name={name} />
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
