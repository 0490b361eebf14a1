import type { InputOf, OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { useState } from 'react'
import { usePrincipalWord } from '../console/case-panels/history-panel.tsx'
import { Drawer } from '../console/drawer.tsx'
import { Campaign } from '../console/firmware/campaign.tsx'
import { firmwareWords } from '../console/firmware/words.ts'
import { Listing } from '../console/listing.tsx'
import { Moment } from '../console/moment.tsx'
import { factName } from '../fact-words.ts'
import { useSettings } from '../settings.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { ProofButton } from './proof-button.tsx'
import { regulatorWords } from './words.ts'

/** Facts of one campaign or one install, each with its proof from the log. */
const Course = ({ input, caption }: { input: InputOf<'supervision.facts'>; caption: string }) => {
  const t = useWords(regulatorWords)
  const f = useWords(firmwareWords)
  const { language } = useSettings()
  const principalWord = usePrincipalWord()
  return (
    <Listing
      name="supervision.facts"
      input={input}
      caption={caption}
      keyOf={(row) => row.factId}
      empty={<EmptyState title={f('noEvidence')} />}
      columns={[
        { key: 'when', name: t('when'), cell: ({ at }) => <Moment at={at} /> },
        { key: 'what', name: t('what'), cell: ({ type }) => factName(type, language) },
        {
          key: 'who',
          name: t('who'),
          cell: ({ principal, organisation }) =>
            [principalWord(principal), organisation].filter(Boolean).join(' · '),
        },
        {
          key: 'proof',
          name: t('proof'),
          cell: ({ factId, leafIndex }) =>
            leafIndex === null ? t('pending') : <ProofButton factId={factId} leafIndex={leafIndex} />,
        },
      ]}
    />
  )
}

const InstallEvidence = ({ install }: { install: OutputOf<'firmware.installs'>['items'][number] }) => {
  const f = useWords(firmwareWords)
  const [open, setOpen] = useState(false)
  const { installId, serialNo } = install
  const title = f('showEvidenceOf', { serial: serialNo })
  return (
    <>
      <Button size="small" aria-label={title} onClick={() => setOpen(true)}>
        {f('showEvidence')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={title}>
        <Course input={{ installId }} caption={title} />
      </Drawer>
    </>
  )
}

/** A campaign with nothing to press but its proofs. */
export const SupervisedCampaign = ({ campaignId }: { campaignId: string }) => {
  const f = useWords(firmwareWords)
  return (
    <Campaign campaignId={campaignId} evidence={(install) => <InstallEvidence install={install} />}>
      <Card title={f('course')}>
        <Course input={{ campaignId }} caption={f('course')} />
      </Card>
    </Campaign>
  )
}
