import type { InputOf, OutputOf } from '#api/calls.ts'
import { notLoadedReasons, type NotLoadedReason } from '#device/key-run.ts'
import Input from 'antd/es/input'
import { useState } from 'react'
import { Link } from 'wouter'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { Grid } from '../console/grid.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { momentOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useRuleSaid } from '../rule-words.ts'
import { saveFile } from '../save-file.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { keyRunWords } from './key-run-words.ts'
import { terminalDeskWords } from './terminal-words.ts'

type Run = OutputOf<'key-runs.list'>['items'][number]
type Load = Run['loads'][number]
type Opened = OutputOf<'key-runs.open'>
type Variant = InputOf<'key-runs.open'>['variant']

const linesOf = (text: string | undefined): string[] =>
  (text ?? '').split(/[\s,，;；]+/).filter((each) => each !== '')

const OpenRun = ({ onOpened }: { onOpened: (opened: Opened) => void }) => {
  const t = useWords(keyRunWords)
  const d = useWords(terminalDeskWords)
  return (
    <FormAction<'key-runs.open', { orderNo: string; serials: string; variant: Variant }>
      name="key-runs.open"
      label={t('open')}
      intro={<p>{t('openWhy')}</p>}
      initial={{ variant: 'sm4' }}
      input={({ orderNo, serials, variant }) => ({
        ...((orderNo ?? '') !== '' && { orderNo }),
        serials: linesOf(serials),
        variant,
      })}
      done={t('opened')}
      onDone={onOpened}
    >
      <FormField name="orderNo" carries="serial" label={t('orderNo')} help={t('orderHelp')} optional>
        <Input maxLength={40} autoComplete="off" />
      </FormField>
      <FormField name="serials" carries="serial" label={t('serials')} help={t('serialsHelp')} optional>
        <Input.TextArea rows={6} className="code" />
      </FormField>
      <FormField name="variant" label={d('variant')}>
        <NativeSelect<Variant>
          options={[
            { value: 'sm4', label: d('sm4') },
            { value: 'aes', label: d('aes') },
          ]}
        />
      </FormField>
    </FormAction>
  )
}

/** Nobody can look them up again: shown until they are put away. */
const Codes = ({ opened, onGone }: { opened: Opened; onGone: () => void }) => {
  const t = useWords(keyRunWords)
  const { language } = useSettings()
  const csv = opened.codes.map(({ serialNo, code }) => `${serialNo},${code}\r\n`).join('')
  return (
    <Notice tone="warning" title={t('codes')}>
      <div className="stack">
        <p>
          {t('codesWhy')} {t('until', { at: momentOf(opened.dueAt, language) })}
        </p>
        <ul className="stack tight">
          {opened.codes.map(({ serialNo, code }) => (
            <li key={serialNo} className="row">
              <span className="code">{serialNo}</span> <span className="code strong">{code}</span>
            </li>
          ))}
        </ul>
        <div className="row">
          <Button onClick={() => saveFile(`${opened.keyRunId}.csv`, `serial,code\r\n${csv}`, 'text/csv')}>
            {t('saveCodes')}
          </Button>
          <Button onClick={onGone}>{t('putAway')}</Button>
        </div>
      </div>
    </Notice>
  )
}

const NameNotLoaded = ({ run, load }: { run: Run; load: Load }) => {
  const t = useWords(keyRunWords)
  return (
    <FormAction<'key-runs.name-not-loaded', { reason: NotLoadedReason }>
      name="key-runs.name-not-loaded"
      label={t('name')}
      accessibleName={`${t('name')} ${load.serialNo}`}
      small
      intro={
        <p>
          <span className="code strong">{load.serialNo}</span> {t('nameWhy')}
        </p>
      }
      initial={{ reason: 'defective' }}
      input={({ reason }) => ({ keyRunId: run.keyRunId, deviceId: load.deviceId, reason })}
      done={t('named')}
    >
      <FormField name="reason" label={t('reason')}>
        <NativeSelect<NotLoadedReason>
          options={notLoadedReasons.map((value) => ({ value, label: t(value) }))}
        />
      </FormField>
    </FormAction>
  )
}

const Outcome = ({ run, load }: { run: Run; load: Load }) => {
  const t = useWords(keyRunWords)
  const { language } = useSettings()
  const { enrolledAt, notLoaded } = load
  if (enrolledAt !== null)
    return <Tag tone="good">{t('enrolledAt', { at: momentOf(enrolledAt, language) })}</Tag>
  if (notLoaded !== null)
    return <span>{t('notLoaded', { reason: t(notLoaded.reason), name: notLoaded.namedBy })}</span>
  return (
    <span className="row">
      <Tag tone="warning">{t(load.refusals.length === 0 ? 'unused' : 'refusedSoFar')}</Tag>
      {run.closedAt === null && !run.mine && <NameNotLoaded run={run} load={load} />}
    </span>
  )
}

const Refusals = ({ load }: { load: Load }) => {
  const t = useWords(keyRunWords)
  const said = useRuleSaid()
  if (load.refusals.length === 0) return <>—</>
  return (
    <ul className="stack tight">
      {load.refusals.map(({ rule, times }) => (
        <li key={rule}>
          <span className="strong">{t('times', { n: times })}</span> {said(rule)?.happened ?? ''}{' '}
          <span className="soft small">{rule}</span>
        </li>
      ))}
    </ul>
  )
}

const OneRun = ({ run }: { run: Run }) => {
  const t = useWords(keyRunWords)
  const { language } = useSettings()
  const enrolled = run.loads.filter(({ enrolledAt }) => enrolledAt !== null).length
  const waiting = run.loads.some(({ enrolledAt, notLoaded }) => enrolledAt === null && notLoaded === null)
  const [tone, state] =
    run.closedAt !== null
      ? (['good', 'closed'] as const)
      : run.overdue
        ? (['bad', 'overdue'] as const)
        : (['info', 'isOpen'] as const)
  return (
    <Card>
      <div className="row between">
        <span>
          {t('openedBy', { name: run.openedBy, at: momentOf(run.openedAt, language) })} ·{' '}
          {t('counted', { enrolled, all: run.loads.length })}
        </span>
        <Tag tone={tone}>{t(state)}</Tag>
      </div>
      <Grid
        caption={t('openedBy', { name: run.openedBy, at: momentOf(run.openedAt, language) })}
        rows={run.loads}
        keyOf={(row) => row.deviceId}
        columns={[
          {
            key: 'serial',
            name: t('serialNo'),
            cell: ({ deviceId, serialNo }) => (
              <Link href={`/devices/${deviceId}`} className="code whole">
                {serialNo}
              </Link>
            ),
          },
          { key: 'outcome', name: t('outcome'), cell: (load) => <Outcome run={run} load={load} /> },
          { key: 'refusals', name: t('refusals'), cell: (load) => <Refusals load={load} /> },
        ]}
      />
      {run.closedAt === null && waiting && run.mine && <p className="soft small">{t('another')}</p>}
      {run.closedAt === null && !waiting && (
        <div className="row">
          <ConfirmAction
            name="key-runs.close"
            input={{ keyRunId: run.keyRunId }}
            label={t('close')}
            primary
            done={t('closedNow')}
          >
            {t('closeWhy')}
          </ConfirmAction>
        </div>
      )}
    </Card>
  )
}

/** Runs of key loading, newest first, each to its last device. */
export const KeyRuns = () => {
  const t = useWords(keyRunWords)
  const runs = useRead('key-runs.list', {})
  const [opened, setOpened] = useState<Opened | null>(null)
  return (
    <div className="stack">
      <div className="row">
        <OpenRun onOpened={setOpened} />
      </div>
      {opened && <Codes opened={opened} onGone={() => setOpened(null)} />}
      <Loaded query={runs}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} />
          ) : (
            <>
              {items.map((run) => (
                <OneRun key={run.keyRunId} run={run} />
              ))}
            </>
          )
        }
      </Loaded>
    </div>
  )
}
