import type { OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { useCallback, useState } from 'react'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { Facts } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { Fleeting } from './fleeting.tsx'
import { handlerDeskWords } from './handler-words.ts'
import { reviewerWords } from './words.ts'

type Shown = { purpose: string; handler: OutputOf<'reviews.reveal-handler'> }

/** Who took the terminal over, opened for a stated purpose and kept only in this page's memory. */
export const HandlerReveal = ({ caseId }: { caseId: string }) => {
  const t = useWords(reviewerWords)
  const h = useWords(handlerDeskWords)
  const [shown, setShown] = useState<Shown | null>(null)
  const putAway = useCallback(() => setShown(null), [])
  if (shown) {
    const { name, idKind, idNo, idValidUntil, phone } = shown.handler
    return (
      <Fleeting title={h('shown')} purpose={shown.purpose} onGone={putAway}>
        <Facts
          rows={[
            [h('name'), name],
            [h('idKind'), idKind in handlerDeskWords ? h(idKind as 'passport') : idKind],
            [h('idNo'), idNo],
            [h('idValidUntil'), idValidUntil],
            [h('phone'), phone],
          ]}
        />
      </Fleeting>
    )
  }
  return (
    <FormAction<'reviews.reveal-handler', { purpose: string }>
      name="reviews.reveal-handler"
      label={h('reveal')}
      submit={t('revealNow')}
      initial={{}}
      input={({ purpose }) => ({ caseId, purpose })}
      done={t('revealed')}
      onDone={(handler, { purpose }) => setShown({ purpose, handler })}
    >
      <FormField name="purpose" label={t('purpose')} help={t('purposeHelp')}>
        <Input maxLength={200} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}

/** Publishes a new key for what technicians seal in the shops. */
export const RotateKey = () => {
  const h = useWords(handlerDeskWords)
  return (
    <>
      <ConfirmAction
        name="capture.rotate-key"
        input={{ immediately: false }}
        label={h('rotate')}
        done={h('rotated')}
      >
        <p>{h('rotateWhy')}</p>
      </ConfirmAction>
      <ConfirmAction
        name="capture.rotate-key"
        input={{ immediately: true }}
        label={h('rotateNow')}
        done={h('rotated')}
        danger
      >
        <p>{h('rotateNowWhy')}</p>
      </ConfirmAction>
    </>
  )
}
