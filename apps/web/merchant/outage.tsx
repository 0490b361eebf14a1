import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Notice } from '../ui/notice.tsx'
import { useWords, words } from '../wording.ts'

const outageWords = words({
  call: ['打电话给 {provider}：{hotline}', 'Call {provider}: {hotline}'],
})

/** Terminals of this merchant that a carrier's outage keeps from speaking, asked for every minute. */
export const useOutage = () => useRead('outages.shops', {}, { refetchInterval: 60_000 }).data?.items ?? []

type Out = ReturnType<typeof useOutage>[number]

/** Why a terminal does not speak, and that it is not its fault; in the very words of the message. */
export const OutageNotice = ({ out }: { out: Out }) => {
  const t = useWords(outageWords)
  const { language } = useSettings()
  const { happened, remedy } = out.words[language === 'en' ? 'en' : 'zh']
  const { hotline, provider } = out
  return (
    <Notice tone="warning" title={happened}>
      <p>{remedy}</p>
      {/\d/.test(hotline) && (
        <p>
          <a href={`tel:${hotline}`}>{t('call', { provider, hotline })}</a>
        </p>
      )}
    </Notice>
  )
}

/** What hit the terminals of one case, or one terminal. */
export const Outage = ({ caseId, deviceId }: { caseId?: string; deviceId?: string }) =>
  useOutage()
    .filter((each) => (caseId === undefined ? each.deviceId === deviceId : each.caseId === caseId))
    .map((out) => <OutageNotice key={out.outageId + out.deviceId} out={out} />)
