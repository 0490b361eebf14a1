import { useRead } from '../../web/queries.ts'
import { LinkButton } from '../../web/ui/button.tsx'
import { Page } from '../../web/ui/page.tsx'
import { EmptyState, Loaded } from '../../web/ui/states.tsx'
import { LinkList, Tag } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { concernsMe, waitsForMe } from './waits.ts'
import { deviceWords } from './words.ts'

/** Terminals handed to this technician, those that wait for acceptance first. */
export const Terminals = () => {
  const t = useWords(deviceWords)
  const devices = useRead('devices.list', {})
  return (
    <Page
      title={t('myTerminals')}
      back="/"
      action={
        <LinkButton kind="primary" wide href="~/hand-over">
          {t('handOver')}
        </LinkButton>
      }
    >
      <OfflineNotice />
      <Loaded query={devices}>
        {({ items }) => {
          const mine = items.filter(concernsMe)
          return mine.length === 0 ? (
            <EmptyState title={t('noTerminals')}>{t('noTerminalsWhy')}</EmptyState>
          ) : (
            <LinkList
              rows={mine
                .sort((a, b) => Number(waitsForMe(b)) - Number(waitsForMe(a)))
                .map((device) => ({
                  key: device.deviceId,
                  href: `/terminals/${device.deviceId}`,
                  title: `${t(device.terminalKind)} ${device.modelCode}`,
                  note: t('tail', { tail: device.serialNo.slice(-4) }),
                  aside: (
                    <Tag tone={device.status === 'suspect' ? 'bad' : waitsForMe(device) ? 'warning' : 'info'}>
                      {waitsForMe(device) ? t('waitingForMe') : t(device.status)}
                    </Tag>
                  ),
                }))}
            />
          )
        }}
      </Loaded>
    </Page>
  )
}
