import type { InputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { useState } from 'react'
import { usePrincipalWord } from '../console/case-panels/history-panel.tsx'
import { Drawer } from '../console/drawer.tsx'
import { firmwareWords } from '../console/firmware/words.ts'
import { Listing } from '../console/listing.tsx'
import { Moment } from '../console/moment.tsx'
import { factName } from '../fact-words.ts'
import { useSettings } from '../settings.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useWords } from '../wording.ts'
import { ProofButton } from './proof-button.tsx'
import { regulatorWords } from './words.ts'

/** What became true of one thing, each fact with its proof from the log. */
export const Course = ({ input, caption }: { input: InputOf<'supervision.facts'>; caption: string }) => {
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

/** The course of what one row tells of a terminal, opened beside the list. */
export const CourseOf = ({ input, serialNo }: { input: InputOf<'supervision.facts'>; serialNo: string }) => {
  const f = useWords(firmwareWords)
  const [open, setOpen] = useState(false)
  const title = f('showEvidenceOf', { serial: serialNo })
  return (
    <>
      <Button size="small" aria-label={title} onClick={() => setOpen(true)}>
        {f('showEvidence')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={title}>
        <Course input={input} caption={title} />
      </Drawer>
    </>
  )
}
