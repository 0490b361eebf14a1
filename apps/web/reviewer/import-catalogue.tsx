import type { InputOf, OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { type ChangeEvent, useState } from 'react'
import { BusyButton } from '../console/busy-button.tsx'
import { Drawer } from '../console/drawer.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { base64Of } from '../encode.ts'
import { useCommand, useReadOnce } from '../queries.ts'
import { saveFile } from '../save-file.ts'
import { useSettings } from '../settings.tsx'
import { Field, TextInput } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Table } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { custodyWords } from './custody-words.ts'

type Input = InputOf<'catalogue.import'>
type Answer = OutputOf<'catalogue.import'>
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const channels = ['maker-portal', 'signed-mail', 'letter'] as const
const kinds = ['models', 'certificates', 'firmware', 'serials'] as const

const saveBase64 = (name: string, content: string) =>
  saveFile(
    name,
    Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0)),
    xlsx,
  )

const Outcome = ({ answer }: { answer: Answer }) => {
  const t = useWords(custodyWords)
  const { language } = useSettings()
  return (
    <>
      {answer.imported && (
        <Notice tone="good" title={t('tookGood')}>
          {t('tookGoodWhy')}
        </Notice>
      )}
      <Notice tone={answer.errors.length > 0 ? 'warning' : 'good'}>
        {t('found', answer)} {answer.errors.length > 0 && t('wrongRows', { n: answer.wrongRows })}
      </Notice>
      {answer.report !== null && (
        <Button onClick={() => saveBase64('errors.xlsx', answer.report ?? '')}>{t('saveReport')}</Button>
      )}
      {answer.errors.length > 0 && (
        <Table
          caption={t('errors')}
          rows={answer.errors}
          keyOf={(row, index) => `${row.sheet} ${row.row} ${row.column} ${index}`}
          columns={[
            { key: 'sheet', name: t('sheet'), cell: ({ sheet }) => sheet },
            { key: 'row', name: t('row'), cell: ({ row }) => row },
            { key: 'column', name: t('column'), cell: ({ column }) => column || '—' },
            {
              key: 'why',
              name: t('why'),
              cell: ({ words }) => {
                const said = words[language === 'en' ? 'en' : 'zh']
                return `${said.happened} ${said.remedy}`
              },
            },
          ]}
        />
      )}
    </>
  )
}

/** Models, certificates and purchase lists from a workbook or CSV: looked at first, then taken. */
export const ImportCatalogue = () => {
  const t = useWords(custodyWords)
  const tell = useToast()
  const { language } = useSettings()
  const [open, setOpen] = useState(false)
  const [file, setFile] = useState<Pick<Input, 'fileName' | 'content'> | null>(null)
  const [csvKind, setCsvKind] = useState<Input['csvKind']>()
  const [orderNo, setOrderNo] = useState('')
  const [channel, setChannel] = useState<Input['channel']>()
  const command = useCommand('catalogue.import')
  const template = useReadOnce('catalogue.template')
  const [answer, setAnswer] = useState<Answer | null>(null)

  const send = (chosen: Pick<Input, 'fileName' | 'content'>, take: Input['take']) =>
    command.send(
      {
        ...chosen,
        take,
        ...(csvKind && { csvKind }),
        ...(orderNo.trim() !== '' && { orderNo: orderNo.trim() }),
        ...(channel && { channel }),
      },
      (told) => {
        setAnswer(told)
        if (!told.imported) return
        tell(t('imported'))
        // Whoever took the good rows still has to read which did not come in.
        if (told.errors.length === 0) setOpen(false)
      },
    )
  const chosen = async (event: ChangeEvent<HTMLInputElement>) => {
    const picked = event.target.files?.[0]
    setAnswer(null)
    if (!picked) return setFile(null)
    const read = { fileName: picked.name.slice(-200), content: await base64Of(picked) }
    setFile(read)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('import')}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('import')}>
        <div className="stack">
          <p>{t('importLead')}</p>
          <div>
            <BusyButton
              busy={template.busy}
              onClick={() =>
                template.ask({ language: language === 'en' ? 'en' : 'zh' }, ({ fileName, content }) =>
                  saveBase64(fileName, content),
                )
              }
            >
              {t('template')}
            </BusyButton>
          </div>
          <Field label={t('file')}>
            {(wired) => (
              <input
                {...wired}
                type="file"
                className="file-field"
                accept=".xlsx,.csv"
                onChange={(event) => void chosen(event)}
              />
            )}
          </Field>
          {file?.fileName.toLowerCase().endsWith('.csv') && (
            <Field label={t('csvKind')}>
              {(wired) => (
                <NativeSelect
                  {...wired}
                  value={csvKind}
                  onChange={setCsvKind}
                  options={kinds.map((value) => ({ value, label: t(value) }))}
                />
              )}
            </Field>
          )}
          <TextInput
            optional
            label={t('orderNo')}
            help={t('orderNoHelp')}
            value={orderNo}
            onChange={setOrderNo}
            carries="serial"
            maxLength={40}
          />
          <Field label={t('channel')} optional>
            {(wired) => (
              <NativeSelect
                {...wired}
                value={channel}
                onChange={setChannel}
                options={channels.map((value) => ({ value, label: t(value) }))}
              />
            )}
          </Field>
          <ProblemNotice problem={command.problem} />
          {file && !answer && (
            <BusyButton type="primary" busy={command.busy} onClick={() => send(file, 'nothing')}>
              {t('look')}
            </BusyButton>
          )}
          {answer && <Outcome answer={answer} />}
          {file && answer && !answer.imported && (
            <BusyButton
              type="primary"
              danger={answer.errors.length > 0}
              busy={command.busy}
              onClick={() => send(file, answer.errors.length > 0 ? 'good-rows' : 'all')}
            >
              {t(answer.errors.length > 0 ? 'takeGood' : 'takeAll')}
            </BusyButton>
          )}
        </div>
      </Drawer>
    </>
  )
}
