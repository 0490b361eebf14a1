import { useQuery } from '@tanstack/react-query'
import { demoOutbox } from '../client.ts'
import { useReadiness } from '../readiness.ts'
import { Notice } from '../ui/notice.tsx'
import { useWords } from '../wording.ts'
import { demoPhone } from './demo-phone.ts'
import { signInWords } from './words.ts'

const Messages = ({ phone }: { phone: string }) => {
  const t = useWords(signInWords)
  const box = useQuery({
    queryKey: ['demo-outbox', phone],
    queryFn: () => demoOutbox(phone),
    refetchInterval: 2_000,
  })
  const latest = box.data?.[0]
  return latest ? (
    <Notice title={t('demoCode')}>
      <span className="code">{latest.text}</span>
    </Notice>
  ) : null
}

/** The newest message (they come newest first) of the demo's own outbox: on loopback nobody receives a real one. */
export const DemoMessages = ({ phone }: { phone?: string }) => {
  const ready = useReadiness()
  const whose = phone ?? demoPhone()
  return ready.data?.demo && whose ? <Messages phone={whose} /> : null
}
