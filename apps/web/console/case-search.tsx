import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useSearchParams } from 'wouter'
import { useWords } from '../wording.ts'
import { deskWords } from './desk-words.ts'
import { consoleWords } from './words.ts'

const CASE_NO = /^cas_[0-9a-f]{32}$/

/** The case number a list is narrowed to, kept in the address. */
export const useCaseSearch = () => {
  const [search, setSearch] = useSearchParams()
  const found = search.get('case') ?? ''
  const choose = (caseId: string | undefined) => setSearch(caseId ? { case: caseId } : {}, { replace: true })
  return [CASE_NO.test(found) ? found : undefined, choose] as const
}

/** Narrows a list to one case by its number. */
export const CaseSearch = ({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (caseId: string | undefined) => void
}) => {
  const t = useWords(deskWords)
  const k = useWords(consoleWords)
  const [form] = Form.useForm<{ caseId?: string }>()
  return (
    <Form
      name="case-search"
      form={form}
      layout="vertical"
      className="search-form"
      initialValues={{ caseId: value }}
      onFinish={({ caseId }: { caseId?: string }) => onChange(caseId?.trim() || undefined)}
    >
      <Form.Item name="caseId" label={t('ofCaseNo')} rules={[{ pattern: CASE_NO, message: t('caseNoHelp') }]}>
        <Input maxLength={36} autoComplete="off" className="code" />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {k('search')}
      </Button>
      <Button
        onClick={() => {
          form.setFieldsValue({ caseId: '' })
          onChange(undefined)
        }}
      >
        {k('reset')}
      </Button>
    </Form>
  )
}
