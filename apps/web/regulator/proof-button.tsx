import { useState } from 'react'
import { BusyButton } from '../console/busy-button.tsx'
import { saveFile } from '../save-file.ts'
import { call } from '../client.ts'
import { type Problem, isProblem } from '../problem.ts'
import { ProblemNotice } from '../ui/notice.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { regulatorWords } from './words.ts'

/** Saves the proof of one fact as a C2SP tlog-proof file. */
export const ProofButton = ({ factId, leafIndex }: { factId: string; leafIndex: number }) => {
  const t = useWords(regulatorWords)
  const tell = useToast()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const download = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const { proof } = await call('supervision.evidence', { factId })
      saveFile(`${factId}.tlog-proof`, proof)
      tell(t('saved'))
    } catch (error) {
      if (!isProblem(error)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="stack tight">
      <span>
        <BusyButton
          size="small"
          busy={busy}
          aria-label={t('downloadNamed', { n: leafIndex })}
          onClick={() => void download()}
        >
          {t('download')}
        </BusyButton>
      </span>
      <ProblemNotice problem={problem} />
    </span>
  )
}
