import { Link } from 'wouter'
import { IncidentsList } from '../console/fleet/incidents-list.tsx'
import { useWords } from '../wording.ts'
import { OutageShops } from './outage-shops.tsx'
import { providerWords } from './words.ts'

/** What happened to its shops' terminals: the desk is told of these (BEAT-20 to 22), and acts through the shop and visits. */
export const Incidents = () => {
  const t = useWords(providerWords)
  return (
    <IncidentsList
      mayAct={false}
      lead={t('incidentsLead')}
      above={
        <>
          <p>
            <Link href="/devices?status=suspect">{t('quarantined')}</Link>
          </p>
          <OutageShops />
        </>
      }
    />
  )
}
