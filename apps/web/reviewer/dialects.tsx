import Input from 'antd/es/input'
import { chinaDay } from '#ground/calendar.ts'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { Grid } from '../console/grid.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { ConsolePage } from '../console/page.tsx'
import { dayOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useMe } from '../session.tsx'
import { useSettings } from '../settings.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { dialectWords } from './dialect-words.ts'

const Choose = ({ acquirerId, names }: { acquirerId: string; names: readonly string[] }) => {
  const t = useWords(dialectWords)
  return (
    <FormAction<'function-tests.choose-dialect', { dialect: string; fromDay: string }>
      name="function-tests.choose-dialect"
      label={t('choose')}
      initial={{ fromDay: chinaDay(new Date().toISOString()) }}
      input={(draft) => ({ acquirerId, ...draft })}
      done={t('chosen')}
      primary
    >
      <FormField name="dialect" label={t('dialect')}>
        <NativeSelect options={names.map((name) => ({ value: name, label: name }))} />
      </FormField>
      <FormField name="fromDay" label={t('from')}>
        <Input type="date" />
      </FormField>
    </FormAction>
  )
}

/** Which dialect an acquirer's terminals are tested in, and from which day. */
export const Dialects = () => {
  const t = useWords(dialectWords)
  const both = useBoth()
  const { language } = useSettings()
  const acquirerId = useMe().data?.organisation?.organisationId ?? ''
  const read = useRead('function-tests.dialects', { acquirerId }, { enabled: acquirerId !== '' })
  const past = (day: string) => day < chinaDay(new Date().toISOString())
  return (
    <ConsolePage
      title={t('title')}
      lead={t('lead')}
      extra={read.data && <Choose acquirerId={acquirerId} names={read.data.held.map(({ name }) => name)} />}
    >
      <Loaded query={read}>
        {({ today, held, choices }) => (
          <>
            <Card title={t('choices')}>
              {choices.length === 0 ? (
                <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
              ) : (
                <Grid
                  caption={t('choices')}
                  rows={choices}
                  keyOf={(row) => row.choiceId}
                  columns={[
                    {
                      key: 'dialect',
                      name: t('dialect'),
                      cell: ({ dialect }) => <span className="code">{dialect}</span>,
                    },
                    { key: 'from', name: t('from'), cell: ({ fromDay }) => dayOf(fromDay, language) },
                    { key: 'by', name: t('by'), cell: ({ chosenBy }) => chosenBy },
                    {
                      key: 'confirmed',
                      name: t('confirmedBy'),
                      cell: ({ choiceId, dialect, fromDay, confirmedBy, mine }) =>
                        confirmedBy ??
                        (past(fromDay) ? (
                          t('lapsed')
                        ) : mine ? (
                          t('waits')
                        ) : (
                          <ConfirmAction
                            name="function-tests.confirm-dialect"
                            input={{ choiceId }}
                            label={t('confirm')}
                            done={t('confirmed')}
                            small
                          >
                            {t('confirmWhy', { day: dayOf(fromDay, language), dialect })}
                          </ConfirmAction>
                        )),
                    },
                  ]}
                />
              )}
            </Card>
            <Card title={t('held')}>
              <ul className="rows">
                {held.map(({ name, version, words: said, port }) => (
                  <li key={name} className="stack tight">
                    <span className="row">
                      <span className="code strong">
                        {name} {version}
                      </span>
                      {name === today && <Tag tone="good">{t('today')}</Tag>}
                      <span className="soft small">
                        {port === null ? t('noPort') : t('port', { port: String(port) })}
                      </span>
                    </span>
                    {said && <span className="soft small">{both(said)}</span>}
                  </li>
                ))}
              </ul>
            </Card>
          </>
        )}
      </Loaded>
    </ConsolePage>
  )
}
