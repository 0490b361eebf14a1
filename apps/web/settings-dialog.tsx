import { type Elder, type Language, type Look, useSettings } from './settings.tsx'
import { RadioCards } from './ui/choices.tsx'
import { Dialog } from './ui/dialog.tsx'
import { common } from './words.ts'
import { useWords } from './wording.ts'

/** Language, light or dark, and the elder edition; every choice acts at once. */
export const SettingsDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const t = useWords(common)
  const { language, look, elder, choose } = useSettings()
  return (
    <Dialog open={open} onClose={onClose} title={t('settings')}>
      <RadioCards<Elder>
        inline
        legend={t('elder')}
        value={elder}
        onChange={(elder) => choose({ elder })}
        choices={[
          { value: 'off', label: t('elderOff') },
          { value: '20', label: t('elderSize', { px: '20' }) },
          { value: '24', label: t('elderSize', { px: '24' }) },
          { value: '30', label: t('elderSize', { px: '30' }) },
        ]}
      />
      <RadioCards<Look>
        inline
        legend={t('look')}
        value={look}
        onChange={(look) => choose({ look })}
        choices={[
          { value: 'light', label: t('light') },
          { value: 'dark', label: t('dark') },
          { value: 'system', label: t('system') },
        ]}
      />
      <RadioCards<Language>
        inline
        legend={t('language')}
        value={language}
        onChange={(language) => choose({ language })}
        choices={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
    </Dialog>
  )
}
