import { dataLineWords, visitWords } from '../../domain-words.ts'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import { type CaseView, visitStatusWords } from '../vocabulary.ts'
import { panelWords } from './words.ts'
import { YesNo } from './yes-no.tsx'

type Visit = CaseView['visits'][number]

const tones: Record<Visit['status'], 'info' | 'good' | 'warning' | 'bad'> = {
  proposed: 'warning',
  confirmed: 'info',
  declined: 'bad',
  arrived: 'info',
  done: 'good',
}

export const VisitsPanel = ({ value }: { value: CaseView }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  return (
    <Card title={t('visits')}>
      {value.visits.length === 0 ? (
        <p className="soft">{t('noVisits')}</p>
      ) : (
        <ul className="rows">
          {value.visits.map((visit) => (
            <li key={visit.visitId} className="row between">
              <span className="stack tight">
                <span className="strong">{both(visitWords[visit.kind])}</span>
                <span>
                  <Moment at={visit.startsAt} /> – <Moment at={visit.endsAt} />
                </span>
                <span className="soft">
                  {t('technician')}: {visit.technician}
                </span>
              </span>
              <Tag tone={tones[visit.status]}>{both(visitStatusWords[visit.status])}</Tag>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const degrees = (e6: number) => (e6 / 1_000_000).toFixed(6)

export const SurveyPanel = ({ value: { survey } }: { value: CaseView }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  return (
    <Card title={t('survey')}>
      {survey === null ? (
        <p className="soft">{t('noSurvey')}</p>
      ) : (
        <Facts
          rows={[
            [t('signboardMatches'), <YesNo key="s" value={survey.signboardMatches} />],
            [t('operating'), <YesNo key="o" value={survey.operating} />],
            [t('counterPosition'), survey.counterPosition],
            [t('powerOutlet'), <YesNo key="p" value={survey.powerOutlet} />],
            [t('earthed'), <YesNo key="e" value={survey.earthed} />],
            [t('network'), both(dataLineWords[survey.network])],
            [t('signal'), `${survey.signalDbm} dBm`],
            [t('keypadHidden'), <YesNo key="k" value={survey.keypadOutOfCameraView} />],
            [t('otherTerminals'), survey.otherTerminals],
            survey.latitudeE6 !== null && survey.longitudeE6 !== null
              ? [
                  t('position'),
                  t('positionWithin', {
                    lat: degrees(survey.latitudeE6),
                    lon: degrees(survey.longitudeE6),
                    metres: survey.accuracyMetres,
                  }),
                ]
              : null,
            survey.note ? [t('note'), survey.note] : null,
          ]}
        />
      )}
    </Card>
  )
}
