import { Component, type ReactNode } from 'react'
import { Button } from './ui/button.tsx'
import { Notice } from './ui/notice.tsx'
import { common } from './words.ts'
import { useWords } from './wording.ts'

const Crashed = () => {
  const t = useWords(common)
  return (
    <div className="narrow">
      <Notice
        tone="bad"
        alert
        title={t('crashed')}
        actions={<Button onClick={() => location.reload()}>{t('reload')}</Button>}
      >
        {t('crashedWhy')}
      </Notice>
    </div>
  )
}

/** React has no other way to catch a broken page than a class. */
export class CrashBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    return this.state.broken ? <Crashed /> : this.props.children
  }
}
