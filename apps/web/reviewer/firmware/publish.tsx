import type { InputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { FormField } from '../../console/field.tsx'
import { FileField, type FileValue } from '../../console/file-field.tsx'
import { FormAction } from '../../console/form-action.tsx'
import { NativeSelect } from '../../console/native-select.tsx'
import { useRead } from '../../queries.ts'
import { useWords } from '../../wording.ts'
import { firmwareWords } from '../../console/firmware/words.ts'

type Draft = { manifest: string; keyId: string; signature: string; file: FileValue }
type Manifest = InputOf<'firmware.publish'>['manifest']

const parsed = (text: string): Manifest | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Manifest) : null
  } catch {
    return null
  }
}

/** What the signer made elsewhere is handed in here; this page never holds a private key. */
export const Publish = () => {
  const t = useWords(firmwareWords)
  const keys = useRead('firmware.keys', {})
  const confirmed = (keys.data?.items ?? []).filter(({ confirmedBy }) => confirmedBy !== null)
  return (
    <FormAction<'firmware.publish', Draft>
      name="firmware.publish"
      label={t('publish')}
      primary
      intro={<p className="soft">{t('publishWhy')}</p>}
      initial={{}}
      input={({ manifest, keyId, signature, file }) => ({
        manifest: parsed(manifest) as Manifest,
        keyId,
        signature: signature.trim(),
        content: file.content,
      })}
      done={t('published')}
    >
      <FormField
        name="manifest"
        label={t('manifest')}
        carries="key"
        rules={[
          {
            validator: (_, value?: string) =>
              value === undefined || parsed(value) !== null
                ? Promise.resolve()
                : Promise.reject(new Error(t('manifestWrong'))),
          },
        ]}
      >
        <Input.TextArea rows={8} className="code" />
      </FormField>
      <FormField name="keyId" label={t('key')}>
        <NativeSelect
          options={confirmed.map(({ keyId, algorithm, publicKey }) => ({
            value: keyId,
            label: `${algorithm} …${publicKey.slice(-16)}`,
          }))}
        />
      </FormField>
      <FormField name="signature" label={t('signature')} carries="key">
        <Input className="code" />
      </FormField>
      <FormField name="file" label={t('file')}>
        <FileField accept="*/*" />
      </FormField>
    </FormAction>
  )
}
