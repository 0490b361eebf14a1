import { useReadOnce } from './queries.ts'
import { saveFile } from './save-file.ts'

/** The agreement's PDF, asked for by a press and handed over as a file. */
export const useAgreementFile = (caseId: string) => {
  const file = useReadOnce('agreements.file')
  return {
    save: (then: () => void) =>
      file.ask({ caseId }, ({ fileName, mediaType, content }) => {
        saveFile(
          fileName,
          Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0)),
          mediaType,
        )
        then()
      }),
    busy: file.busy,
    problem: file.problem,
  }
}
