import type { InputOf, OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { FormField } from '../field.tsx'
import { FilterSelect, useFilter } from '../filter.tsx'
import { FormAction } from '../form-action.tsx'
import { Listing } from '../listing.tsx'
import { Due } from '../moment.tsx'
import { NativeSelect } from '../native-select.tsx'
import { ConsolePage } from '../page.tsx'
import { useRead } from '../../queries.ts'
import { saveFile } from '../../save-file.ts'
import { EmptyState } from '../../ui/states.tsx'
import { Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { DeviceLink } from './links.tsx'
import { terminalListWords } from './words.ts'

type Row = OutputOf<'registry.reports'>['items'][number]
type Format = InputOf<'registry.file'>['format']

const statuses = ['due', 'filed', 'accepted', 'rejected'] as const
const inOneFile = 20

/** Everything that waits, oldest first, twenty at a time: nobody picks serials by hand against a clock. */
const WriteFile = () => {
  const t = useWords(terminalListWords)
  const due = useRead('registry.reports', { status: 'due', limit: 100 })
  const rejected = useRead('registry.reports', { status: 'rejected', limit: 100 })
  const waiting = [...(rejected.data?.items ?? []), ...(due.data?.items ?? [])]
    .sort((one, other) => one.dueBy.localeCompare(other.dueBy))
    .slice(0, inOneFile)
  if (waiting.length === 0) return null
  return (
    <FormAction<'registry.file', { format: Format }>
      name="registry.file"
      label={t('writeFile', { n: waiting.length })}
      intro={<p>{t('writeFileWhy')}</p>}
      primary
      initial={{ format: 'terminal-csv-1' }}
      input={({ format }) => ({ format, reportIds: waiting.map(({ reportId }) => reportId) })}
      done={t('fileWritten')}
      onDone={({ name, content }) => saveFile(name, content)}
    >
      <FormField name="format" label={t('format')}>
        <NativeSelect<Format>
          options={[
            { value: 'terminal-csv-1', label: 'CSV (terminal-csv-1)' },
            { value: 'terminal-fixed-1', label: t('fixed') },
          ]}
        />
      </FormField>
    </FormAction>
  )
}

const TakeAnswer = () => {
  const t = useWords(terminalListWords)
  return (
    <FormAction<'registry.answer', { fileNo: string; receipt: string }>
      name="registry.answer"
      label={t('takeAnswer')}
      initial={{}}
      input={({ fileNo, receipt }) => ({ fileNo: fileNo.trim(), receipt })}
      done={t('answerTaken')}
    >
      <FormField name="fileNo" label={t('fileNo')}>
        <Input maxLength={40} autoComplete="off" />
      </FormField>
      <FormField name="receipt" carries="file" label={t('receipt')} help={t('receiptHelp')}>
        <Input.TextArea rows={8} className="code" />
      </FormField>
    </FormAction>
  )
}

const statusTone = { due: 'info', filed: 'info', accepted: 'good', rejected: 'bad' } as const

/** What the registry must be told of terminals within two days, and what it answered. */
export const RegistryReports = ({
  mayAct,
  evidence,
}: {
  mayAct: boolean
  /** For a desk that proves what happened. */
  evidence?: (row: Row) => ReactNode
}) => {
  const t = useWords(terminalListWords)
  const [status, choose] = useFilter('status', statuses)
  return (
    <ConsolePage
      title={t('registry')}
      lead={t('registryLead')}
      extra={
        mayAct && (
          <>
            <TakeAnswer />
            <WriteFile />
          </>
        )
      }
    >
      <Listing
        name="registry.reports"
        input={status ? { status } : {}}
        caption={t('registry')}
        keyOf={(row: Row) => row.reportId}
        refetchInterval={60_000}
        empty={<EmptyState title={t('noRegistry')} />}
        tools={
          <FilterSelect
            label={t('status')}
            value={status}
            onChange={choose}
            options={statuses.map((value) => ({ value, label: t(`report-${value}`) }))}
          />
        }
        columns={[
          {
            key: 'serial',
            name: t('serial'),
            cell: (row) => <DeviceLink {...row} />,
          },
          { key: 'kind', name: t('what'), cell: ({ kind }) => t(kind) },
          {
            key: 'numbers',
            name: t('numbers'),
            cell: ({ merchantNo, terminalNo }) => (
              <>
                <span className="code whole">{merchantNo}</span>{' '}
                <span className="code whole">{terminalNo}</span>
              </>
            ),
          },
          {
            key: 'status',
            name: t('status'),
            cell: ({ status, code, late }) => (
              <span className="row">
                <Tag tone={statusTone[status]}>{t(`report-${status}`)}</Tag>
                {code && <span className="code">{code}</span>}
                {late && <Tag tone="bad">{t('late')}</Tag>}
              </span>
            ),
          },
          {
            key: 'due',
            name: t('reportBy'),
            cell: ({ dueBy, filedAt, status }) => (
              <Due due={dueBy} met={status === 'rejected' ? null : filedAt} />
            ),
          },
          {
            key: 'file',
            name: t('fileNo'),
            cell: ({ fileNo, lineNo }) =>
              fileNo === null ? (
                '—'
              ) : (
                <>
                  <span className="code whole">{fileNo}</span> / {lineNo}
                </>
              ),
          },
          ...(evidence ? [{ key: 'evidence', name: t('evidence'), cell: evidence }] : []),
        ]}
      />
    </ConsolePage>
  )
}
