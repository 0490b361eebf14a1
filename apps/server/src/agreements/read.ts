import { review } from '#contract-guard/review.ts'
import { isOutside } from '#provision/party.ts'
import { NotFound, type Room } from '../house/errand.ts'
import { sha256Hex } from './evidence.ts'
import { layoutKept, withLayout } from './attached-text.ts'
import { findingIdOf } from './finding-id.ts'
import { openFile } from './kept-file.ts'
import { readSignable } from './load-signable.ts'
import type { AgreementPorts } from './ports.ts'
import { loadText } from './written-text.ts'

export const reading = ({
  loadCase,
  agreementView,
}: AgreementPorts): Room<'agreements.agreement' | 'agreements.file'> => ({
  async 'agreements.agreement'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId)
    if (isOutside(state, errand.actor)) throw new NotFound()
    const text = await loadText(errand, state)
    const agreement = agreementView(state)
    if (!agreement) throw new NotFound()
    const { findings, missing } = review(text.content)
    const all = withLayout(findings, layoutKept(agreement, text.content))
    const answers = new Map(agreement.findings.map(({ findingId, answer }) => [findingId, answer]))
    return {
      agreement,
      text: text.content,
      rendition: text.rendition,
      findings: all.map((finding) => ({
        ...finding,
        basis: finding.basis.map((each) => ({ ...each })),
        findingId: findingIdOf(finding),
        answer: answers.get(findingIdOf(finding)) ?? 'open',
      })),
      missing: missing.map((each) => ({ ...each, basis: each.basis.map((one) => ({ ...one })) })),
    }
  },

  async 'agreements.file'(errand, asked) {
    const { agreementId } = await readSignable({ loadCase }, errand, asked)
    const file = await openFile(errand, { caseId: asked.caseId, agreementId })
    if (!file) throw new NotFound()
    return {
      fileName: `${agreementId}${file.isSealed ? '-sealed' : ''}.pdf`,
      mediaType: 'application/pdf',
      content: file.pdf.toString('base64'),
      bytes: file.pdf.length,
      sha256: sha256Hex(file.pdf),
      sealed: file.isSealed,
    }
  },
})
