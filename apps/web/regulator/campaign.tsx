import { Campaign } from '../console/firmware/campaign.tsx'
import { firmwareWords } from '../console/firmware/words.ts'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { Course, CourseOf } from './course.tsx'

/** A campaign with nothing to press but its proofs. */
export const SupervisedCampaign = ({ campaignId }: { campaignId: string }) => {
  const f = useWords(firmwareWords)
  return (
    <Campaign
      campaignId={campaignId}
      evidence={({ installId, serialNo }) => <CourseOf input={{ installId }} serialNo={serialNo} />}
    >
      <Card title={f('course')}>
        <Course input={{ campaignId }} caption={f('course')} />
      </Card>
    </Campaign>
  )
}
