import type { OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { Listing } from '../console/listing.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { readBoxes } from './boxes.ts'
import { custodyWords } from './custody-words.ts'

type Delivery = OutputOf<'deliveries.list'>['items'][number]

const ReceiveBoxes = ({ orderNo }: Pick<Delivery, 'orderNo'>) => {
  const t = useWords(custodyWords)
  const check = (_: unknown, text: string | undefined) => {
    const read = readBoxes(text ?? '')
    return 'boxes' in read
      ? Promise.resolve()
      : Promise.reject(new Error(t('boxesWrong', { n: read.wrongLine })))
  }
  return (
    <FormAction<'deliveries.receive', { boxes: string }>
      name="deliveries.receive"
      label={t('receiveBoxes')}
      accessibleName={`${t('receiveBoxes')} ${orderNo}`}
      small
      initial={{}}
      input={({ boxes }) => {
        const read = readBoxes(boxes)
        return { orderNo, boxes: 'boxes' in read ? read.boxes : [] }
      }}
      done={t('boxesDone')}
    >
      <FormField
        name="boxes"
        carries="serial"
        label={t('boxes')}
        help={t('boxesHelp')}
        rules={[{ validator: check, validateTrigger: 'onSubmit' }]}
      >
        <Input.TextArea rows={8} className="code" />
      </FormField>
    </FormAction>
  )
}

const Close = ({ orderNo, open }: Pick<Delivery, 'orderNo' | 'open'>) => {
  const t = useWords(custodyWords)
  return (
    <ConfirmAction
      name="deliveries.close"
      input={{ orderNo, missing: open.slice(0, 200) }}
      label={t('closeDelivery')}
      accessibleName={`${t('closeDelivery')} ${orderNo}`}
      small
      danger={open.length > 0}
      done={t('deliveryClosed')}
    >
      {open.length === 0 ? (
        t('closeNone')
      ) : (
        <>
          {t('closeWhy')} <span className="code">{open.join(' ')}</span>
        </>
      )}
    </ConfirmAction>
  )
}

/** What was announced, what came, and what did not. */
export const Deliveries = () => {
  const t = useWords(custodyWords)
  return (
    <Listing
      name="deliveries.list"
      input={{}}
      caption={t('deliveries')}
      keyOf={(row) => row.orderNo}
      empty={<EmptyState title={t('noDeliveries')} />}
      columns={[
        { key: 'order', name: t('orderNo'), cell: ({ orderNo }) => <span className="code">{orderNo}</span> },
        { key: 'model', name: t('model'), cell: ({ modelCode }) => modelCode },
        { key: 'channel', name: t('channel'), cell: ({ channel }) => t(channel) },
        { key: 'listed', name: t('listed'), number: true, cell: ({ listed }) => listed },
        { key: 'open', name: t('notCome'), number: true, cell: ({ open }) => open.length },
        { key: 'bad', name: t('quarantined'), number: true, cell: ({ quarantined }) => quarantined },
        {
          key: 'strange',
          name: t('notListed'),
          cell: ({ notListed }) => <span className="code">{notListed.join(' ') || '—'}</span>,
        },
        {
          key: 'state',
          name: t('state'),
          cell: ({ orderNo, open, closedAt }) =>
            closedAt !== null ? (
              <Tag tone="good">{t('closed')}</Tag>
            ) : (
              <span className="row">
                <ReceiveBoxes orderNo={orderNo} />
                <Close orderNo={orderNo} open={open} />
              </span>
            ),
        },
      ]}
    />
  )
}
