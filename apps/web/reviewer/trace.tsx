import Button from 'antd/es/button'
import { useState } from 'react'
import { Moment } from '../console/moment.tsx'
import { useRead } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

const Messages = ({ caseId, runId }: { caseId: string; runId: string }) => {
  const t = useWords(reviewerWords)
  const read = useRead('function-tests.trace', { caseId, runId })
  return (
    <Loaded query={read}>
      {({ messages, asSigned }) =>
        messages.length === 0 ? (
          <p className="soft">{t('noMessages')}</p>
        ) : (
          <>
            {asSigned !== null && (
              <Notice tone={asSigned ? 'good' : 'bad'}>{t(asSigned ? 'traceSigned' : 'traceChanged')}</Notice>
            )}
            <ol className="stack" aria-label={t('trace')}>
              {messages.map(({ at, direction, mti, lines }, index) => (
                <li key={`${at} ${index}`} className="message">
                  <p className="row">
                    <Tag tone={direction === 'in' ? 'info' : 'good'}>
                      {t(direction === 'in' ? 'traceIn' : 'traceOut')}
                    </Tag>
                    <span className="code strong">{mti}</span>
                    <span className="soft small">
                      <Moment at={at} />
                    </span>
                  </p>
                  <pre>{lines.join('\n')}</pre>
                </li>
              ))}
            </ol>
          </>
        )
      }
    </Loaded>
  )
}

/** Every message between terminal and test host, masked by the host. */
export const Trace = ({ caseId, runId }: { caseId: string; runId: string }) => {
  const t = useWords(reviewerWords)
  const [open, setOpen] = useState(false)
  return (
    <div className="stack">
      <div>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'hideTrace' : 'showTrace')}
        </Button>
      </div>
      {open && <Messages caseId={caseId} runId={runId} />}
    </div>
  )
}
