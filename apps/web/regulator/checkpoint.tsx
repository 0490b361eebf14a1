import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { saveFile } from '../save-file.ts'
import { logText } from '../client.ts'
import { Loaded } from '../ui/states.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { regulatorWords } from './words.ts'

/** The log's signed statement about itself, and the key it is checked with. */
export const Checkpoint = () => {
  const t = useWords(regulatorWords)
  const checkpoint = useQuery({ queryKey: ['log', 'checkpoint'], queryFn: () => logText('checkpoint') })
  const key = useQuery({ queryKey: ['log', 'key'], queryFn: () => logText('key'), staleTime: 600_000 })
  return (
    <Card title={t('checkpoint')}>
      <p className="soft small">{t('checkpointWhy')}</p>
      <Loaded query={checkpoint} lines={3}>
        {(text) => (
          <>
            <pre className="checkpoint" tabIndex={0} aria-label={t('checkpoint')}>
              {text}
            </pre>
            <div className="row">
              <Button onClick={() => saveFile('checkpoint.txt', text)}>{t('saveCheckpoint')}</Button>
            </div>
          </>
        )}
      </Loaded>
      <Loaded query={key} lines={1}>
        {(text) => (
          <p>
            <span className="soft">{t('key')}: </span>
            <span className="code">{text.trim()}</span>
          </p>
        )}
      </Loaded>
    </Card>
  )
}
