import type { OutputOf } from '#api/calls.ts'
import { pointNames } from '#device/surface.ts'
import { useState } from 'react'
import { documentWords } from './domain-words.ts'
import { dayOf, momentOf } from './format.ts'
import { TerminalPicture } from './paper-pages.tsx'
import { useRead } from './queries.ts'
import { useSettings } from './settings.tsx'
import { terminalLookWords as looksWords } from './terminal-look-words.ts'
import { Button } from './ui/button.tsx'
import { Notice } from './ui/notice.tsx'
import { Loaded } from './ui/states.tsx'
import { Card, Facts, Tag } from './ui/surface.tsx'
import { useWords } from './wording.ts'

type Look = OutputOf<'inspections.list'>['items'][number]

/** Opened by a press: each look at a photo is on record. */
const Photo = ({ look, photo }: { look: Look; photo: Look['photos'][number] }) => {
  const t = useWords(looksWords)
  const name = useWords(documentWords)(`terminal-${photo.side}`)
  const { language } = useSettings()
  const [open, setOpen] = useState(false)
  const said = t('photoOf', { name, at: dayOf(look.inspectedAt, language) })
  return open ? (
    <TerminalPicture inspectionId={look.inspectionId} photoId={photo.photoId} name={said} />
  ) : (
    <Button small aria-label={t('open', { what: said })} onClick={() => setOpen(true)}>
      {name}
    </Button>
  )
}

const LookView = ({ look }: { look: Look }) => {
  const t = useWords(looksWords)
  const { language } = useSettings()
  const well = look.serialMatched && look.noes.length === 0 && look.status !== 'suspect'
  return (
    <section className="stack tight" aria-label={`${t(look.kind)} ${momentOf(look.inspectedAt, language)}`}>
      <div className="row between">
        <h3>{t(look.kind)}</h3>
        <Tag tone={well ? 'good' : 'bad'}>{t(well ? 'well' : 'amiss')}</Tag>
      </div>
      <Facts
        rows={[
          [t('when'), momentOf(look.inspectedAt, language)],
          [t('by'), look.technician],
          [t('firmware'), <span className="code">{look.firmwareVersion}</span>],
          !look.serialMatched && [t('serial'), t('serialOther')],
          look.kind === 'surface' && [
            t('points'),
            look.noes.length === 0
              ? t('allYes', { n: pointNames.length })
              : look.noes.map((point) => t(point)).join(language === 'zh-CN' ? '；' : '; '),
          ],
        ]}
      />
      <div className="photo-pair">
        {look.photos.map((photo) => (
          <Photo key={photo.photoId} look={look} photo={photo} />
        ))}
      </div>
    </section>
  )
}

/** Every look at a terminal's surface, the newest first, with its photos; those before the installation last. */
export const TerminalLooks = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(looksWords)
  const { language } = useSettings()
  const looks = useRead('inspections.list', { deviceId })
  return (
    <Card title={t('title')}>
      <Loaded query={looks}>
        {({ dueOn, items }) => (
          <div className="stack">
            {dueOn !== null && <p>{t('due', { on: dayOf(`${dueOn}T04:00:00Z`, language) })}</p>}
            {items.length === 0 ? (
              <Notice title={t('none')} />
            ) : (
              items.map((look) => <LookView key={look.inspectionId} look={look} />)
            )}
          </div>
        )}
      </Loaded>
    </Card>
  )
}
