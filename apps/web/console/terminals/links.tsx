import { Link } from 'wouter'
import { useMe } from '../../session.tsx'
import { useWords } from '../../wording.ts'
import { deskWords } from '../desk-words.ts'
import { consoleWords } from '../words.ts'

/** The house's operator may read what happened to terminals, not their pages: no door that only leads to a refusal. */
export const useOpensDevices = () => useMe().data?.principal !== 'operator'

export const DeviceLink = ({ deviceId, serialNo }: { deviceId: string; serialNo: string }) =>
  useOpensDevices() ? (
    <Link href={`/devices/${deviceId}`} className="code whole">
      {serialNo}
    </Link>
  ) : (
    <span className="code whole">{serialNo}</span>
  )

/** The shop a terminal stands in, leading to its case. */
export const ShopLink = ({ caseId, shopName }: { caseId: string | null; shopName: string }) => {
  const t = useWords(deskWords)
  const c = useWords(consoleWords)
  return caseId === null ? c('none') : <Link href={`/cases/${caseId}`}>{shopName || t('unnamedShop')}</Link>
}
