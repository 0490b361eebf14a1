import type { OutputOf } from '#api/calls.ts'
import { lastDay } from '#device/certificate.ts'
import { useState } from 'react'
import { certificateWords, custodianWords, deviceStatusWords } from '../domain-words.ts'
import { factName } from '../fact-words.ts'
import { dayOf, momentOf } from '../format.ts'
import { CertificatePages } from '../paper-pages.tsx'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Card, Facts, Money, Tag } from '../ui/surface.tsx'
import { TerminalLooks } from '../terminal-looks.tsx'
import { useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import { AcceptOrRefuse, Attest, Receive } from './device-answers.tsx'
import { deviceWords } from './device-words.ts'
import { Displaced } from './displaced.tsx'
import type { CaseView } from './next.ts'
import { TerminalAtWork } from './terminal-at-work.tsx'

type DeviceView = OutputOf<'devices.device'>

/** What a terminal that takes no money any more is told to be in; one that was never bound is locked. */
const stopped: Partial<Record<DeviceView['device']['status'], 'lockedSuspended' | 'lockedSuspect'>> = {
  suspended: 'lockedSuspended',
  suspect: 'lockedSuspect',
}

/** On its way by post: the seal is read off the package, so this page does not say it. */
const isParcel = ({ device }: DeviceView) =>
  device.status === 'posted' && device.custodian.kind !== 'merchant'

const Identity = (seen: DeviceView) => {
  const { device, model } = seen
  const t = useWords(deviceWords)
  const status = useWords(deviceStatusWords)
  const custodian = useWords(custodianWords)
  return (
    <Card
      title={t('compare')}
      aside={<Tag tone={device.status === 'suspect' ? 'bad' : 'info'}>{status(device.status)}</Tag>}
    >
      <Facts
        rows={[
          [t('serial'), <span className="code strong">{device.serialNo}</span>],
          !isParcel(seen) && [t('seal'), <span className="code strong">{device.sealNo ?? t('noSeal')}</span>],
          [t('model'), `${model.maker} ${model.name} (${model.modelCode})`],
          [
            t('firmware'),
            <span className="code">{seen.firmware.running?.version ?? device.firmwareVersion}</span>,
          ],
          [
            t('custodian'),
            [custodian(device.custodian.kind), device.custodian.name].filter(Boolean).join(' · '),
          ],
          [t('locked'), t(stopped[device.status] ?? (device.locked ? 'lockedYes' : 'lockedNo'))],
          device.terminalNo !== null && [t('terminalNo'), <span className="code">{device.terminalNo}</span>],
          device.merchantNo !== null && [t('merchantNo'), <span className="code">{device.merchantNo}</span>],
          [t('priceCap'), <Money key="cap" fen={model.priceCapFen} />],
        ]}
      />
    </Card>
  )
}

type Certificate = DeviceView['model']['certificates'][number]

const ReadCertificate = ({
  modelCode,
  certificate: { kind, number },
}: {
  modelCode: string
  certificate: Certificate
}) => {
  const t = useWords(deviceWords)
  const name = useWords(certificateWords)(kind)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button small aria-label={t('readNamed', { name })} onClick={() => setOpen(true)}>
        {t('readPaper')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={name}>
        <CertificatePages modelCode={modelCode} kind={kind} number={number} name={name} />
      </Dialog>
    </>
  )
}

/** Its merchant has not accepted it: the papers are asked for before. */
const undecided: readonly DeviceView['device']['status'][] = ['reserved', 'in-transit', 'posted', 'on-site']

const Certificates = ({ device, model, papers, certificatesValid, certificateNotes }: DeviceView) => {
  const t = useWords(deviceWords)
  const { language } = useSettings()
  const name = useWords(certificateWords)
  const validity = (certificate: Certificate) => {
    const from = dayOf(certificate.validFrom, language)
    const last = lastDay(certificate)
    return last === null
      ? t('validFrom', { from })
      : t('validBetween', { from, until: dayOf(last, language) })
  }
  return (
    <Card title={t('certificates')}>
      <Notice tone={certificatesValid ? 'good' : 'bad'}>
        {certificatesValid ? t('certificatesValid') : t('certificatesInvalid')}
      </Notice>
      {certificateNotes.map(({ rule, words }) => (
        <p key={words.zh} className={certificatesValid ? 'soft' : 'strong'} data-rule={rule}>
          {words[language === 'en' ? 'en' : 'zh']}
        </p>
      ))}
      <ul className="stack">
        {model.certificates.map((certificate) => (
          <li key={certificate.kind + certificate.number} className="stack tight">
            <p className="strong">{name(certificate.kind)}</p>
            <p>{t(certificate.kind)}</p>
            <p className="soft small">
              {t('number', { number: certificate.number })} · {t('issuer', { issuer: certificate.issuer })} ·{' '}
              {validity(certificate)}
            </p>
            {certificate.documentSha256 !== undefined && papers.includes(certificate.documentSha256) ? (
              <ReadCertificate modelCode={model.modelCode} certificate={certificate} />
            ) : (
              <p className="soft small">{t(undecided.includes(device.status) ? 'noPaperYet' : 'noPaper')}</p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

const isDoubt = (type: string) =>
  type.endsWith('-mismatched') || type === 'tampering-found' || type === 'hand-over-contradicted'

/** What was found on this very serial, said plainly: who looked, what matched, what is asked next. */
const Report = (seen: DeviceView) => {
  const t = useWords(deviceWords)
  const { language } = useSettings()
  const { device, duties, custody, firmware } = seen
  const looked = custody.findLast(({ type }) => type === 'inspected-on-site')
  const doubted = custody.findLast(({ type }) => isDoubt(type))
  return (
    <Card
      title={t('report')}
      aside={
        // Nothing is without doubts that nobody has looked at.
        (doubted ?? looked) && <Tag tone={doubted ? 'bad' : 'good'}>{t(doubted ? 'doubts' : 'noDoubts')}</Tag>
      }
    >
      {doubted && <Notice tone="bad">{factName(doubted.type, language)}</Notice>}
      <Facts
        rows={[
          [
            t('inspected'),
            looked
              ? t('inspectedBy', { who: looked.person, at: momentOf(looked.at, language) })
              : t('notInspected'),
          ],
          looked !== undefined && [
            t('matched'),
            t('matchedWhat', {
              serial: device.serialNo,
              firmware: firmware.intake?.version ?? device.firmwareVersion,
            }),
          ],
          duties.signedHandOvers > 0 && [t('signedHands'), t('signedTimes', { n: duties.signedHandOvers })],
          duties.returnBy !== null && [
            t('returnOrdered'),
            t('returnBy', { day: dayOf(duties.returnBy, language) }),
          ],
        ]}
      />
    </Card>
  )
}

const Custody = (seen: DeviceView) => {
  const t = useWords(deviceWords)
  const { language } = useSettings()
  return (
    <Card title={t('custody')}>
      <ol className="stack">
        {seen.custody.map((hand) => (
          <li key={hand.type + hand.at}>
            <p className="strong">{factName(hand.type, language)}</p>
            <p className="soft small">
              {[
                momentOf(hand.at, language),
                hand.person,
                hand.organisation,
                hand.sealNo && !isParcel(seen) ? t('sealOf', { seal: hand.sealNo }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** In the shop, perhaps reporting. */
const atWork: readonly DeviceView['device']['status'][] = ['bound', 'live', 'suspended']
/** Not yet inspected in the shop. */
const waiting: readonly DeviceView['device']['status'][] = ['reserved', 'in-transit', 'posted']

const Device = ({ deviceId, view }: { deviceId: string; view: CaseView }) => {
  const t = useWords(deviceWords)
  const query = useRead('devices.device', { deviceId }, { refetchInterval: 10_000 })
  const mine = view.install?.deviceId === deviceId ? view.install : null
  return (
    <Loaded query={query} lines={8}>
      {(seen) => {
        const { status } = seen.device
        return (
          <>
            {mine && <Displaced deviceId={deviceId} />}
            {mine?.merchantAccepted && stopped[status] === undefined && (
              <Notice tone="good" title={t('acceptedNote')}>
                {mine.boundAt === null && t('acceptedNext')}
              </Notice>
            )}
            {seen.reports && (atWork.includes(status) || status === 'suspect') && (
              <TerminalAtWork deviceId={deviceId} />
            )}
            {isParcel(seen) && <Receive device={seen.device} />}
            <Identity {...seen} />
            <Certificates {...seen} />
            <Report {...seen} />
            {mine && !mine.merchantAccepted && status === 'on-site' && <AcceptOrRefuse deviceId={deviceId} />}
            {mine && !mine.merchantAccepted && waiting.includes(status) && !isParcel(seen) && (
              <Notice>{t('inspectFirst')}</Notice>
            )}
            {seen.duties.returnBy !== null && seen.device.custodian.kind === 'merchant' && (
              <LinkButton wide href={`~/hand-over/give/${deviceId}`}>
                {t('giveBack')}
              </LinkButton>
            )}
            {seen.device.custodian.kind === 'merchant' && atWork.includes(status) && (
              <Attest device={seen.device} />
            )}
            {(atWork.includes(status) || status === 'suspect') && <TerminalLooks deviceId={deviceId} />}
            <Custody {...seen} />
          </>
        )
      }}
    </Loaded>
  )
}

const Devices = ({ view }: { view: CaseView }) => {
  const t = useWords(deviceWords)
  const caseId = useCaseId()
  const listed = useRead('devices.list', { caseId, limit: 20 }, { refetchInterval: 10_000 })
  const now = view.install?.deviceId
  return (
    <Page title={t('title')} back="/">
      <Loaded query={listed}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
          ) : (
            [...items]
              .sort((a, b) => Number(b.deviceId === now) - Number(a.deviceId === now))
              .map(({ deviceId }) => <Device key={deviceId} deviceId={deviceId} view={view} />)
          )
        }
      </Loaded>
    </Page>
  )
}

/** This serial, its certificates in plain words and every hand it passed; then accept, refuse or receive. */
export default function DeviceScreen() {
  const t = useWords(deviceWords)
  return <CasePage title={t('title')}>{(view) => <Devices view={view} />}</CasePage>
}
