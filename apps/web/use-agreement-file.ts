import { useReadOnce } from './queries.ts'
import { saveFile } from './save-file.ts'

/** The PDF of the agreement, or of a change's supplement, asked for by a press and handed over as a file. */
export const useAgreementFile = (caseId: string, changeId?: string) => {
  const file = useReadOnce('agreements.file')
  return {
    save: (then: () => void) =>
      file.ask(
        { caseId, ...(changeId === undefined ? {} : { changeId }) },
        ({ fileName, mediaType, content }) => {
          saveFile(
            fileName,
            Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0)),
            mediaType,
          )
          then()
        },
      ),
    busy: file.busy,
    problem: file.problem,
  }
}
