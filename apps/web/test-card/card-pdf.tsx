import { useReadOnce } from '../queries.ts'
import { saveFile } from '../save-file.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useWords } from '../wording.ts'
import { cardWords } from './words.ts'

/** The result card as a PDF in the language of the screen, the signed card inside. */
export const CardPdf = ({ caseId, runId }: { caseId: string; runId: string }) => {
  const t = useWords(cardWords)
  const { language } = useSettings()
  const { ask, busy, problem } = useReadOnce('function-tests.card-pdf')
  const save = () =>
    ask({ caseId, runId, language: language === 'en' ? 'en' : 'zh' }, ({ name, pdf }) =>
      saveFile(
        name,
        Uint8Array.from(atob(pdf), (letter) => letter.charCodeAt(0)),
        'application/pdf',
      ),
    )
  return (
    <>
      <Button busy={busy} onClick={save}>
        {t('pdf')}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  )
}
