import { commentMaterial } from '#contract-guard/comment-material.ts'
import { useState } from 'react'
import { useCommand, useRead } from '../queries.ts'
import { useMe } from '../session.tsx'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/choices.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import type { Finding } from './finding-card.tsx'
import { modelWords } from './model-words.ts'

/** A configured model's comments: what would leave is shown first, and its words never pass for the guard's. */
const Asking = ({
  text,
  findings,
  model,
  host,
}: {
  text: string
  findings: readonly Finding[]
  model: string
  host: string
}) => {
  const t = useWords(modelWords)
  const { language } = useSettings()
  const [agreed, setAgreed] = useState(false)
  const comment = useCommand('guard.comment')
  const material = commentMaterial(findings)
  if (comment.data)
    return (
      <Card title={t('said', { model })} aside={<Tag tone="info">{t('mark')}</Tag>}>
        <p className="soft small">{t('notOurs')}</p>
        <ol className="stack model-said">
          {comment.data.comments.map(({ rule, comment: words }, at) => (
            <li key={`${rule} ${at}`} className="stack tight">
              <blockquote>{material.find((each) => each.rule === rule)?.words}</blockquote>
              <p>{words}</p>
            </li>
          ))}
        </ol>
      </Card>
    )
  return (
    <details className="card more">
      <summary>{t('offer', { model })}</summary>
      <div className="stack">
        <p>{t('leaves', { n: material.length, host })}</p>
        <ol className="stack tight small">
          {material.map(({ words }, at) => (
            <li key={at}>{words}</li>
          ))}
        </ol>
        <Switch label={t('agree', { host })} checked={agreed} onChange={setAgreed} />
        <ProblemNotice problem={comment.problem} />
        <Button
          busy={comment.busy}
          onClick={() => comment.send({ text, consent: agreed, language: language === 'en' ? 'en' : 'zh' })}
        >
          {t('ask')}
        </Button>
      </div>
    </details>
  )
}

export const ModelComments = ({ text, findings }: { text: string; findings: readonly Finding[] }) => {
  const me = useMe()
  const known = useRead('guard.comment-model', {}, { staleTime: Number.POSITIVE_INFINITY })
  if (
    me.data === undefined ||
    me.data.principal === 'anonymous' ||
    findings.length === 0 ||
    !known.data?.configured
  )
    return null
  return <Asking text={text} findings={findings} model={known.data.model} host={known.data.host} />
}
