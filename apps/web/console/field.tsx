import Form from 'antd/es/form'
import type { Rule } from 'antd/es/form'
import type { ReactElement, ReactNode } from 'react'
import type { Carries } from '#vault/typed.ts'
import { useTypedProblem } from '../typed-problem.ts'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { consoleWords } from './words.ts'

type Name = string | number | (string | number)[]

type Given = {
  name: Name
  label: string
  help?: ReactNode
  optional?: boolean
  rules?: Rule[]
  /** `checked` for switches. */
  valueProp?: 'checked'
  /** As the call's schema declares it; without it, card numbers, codes and PINs are refused while typing. */
  carries?: Carries
  children: ReactElement
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** One labelled field of a desk's form; required unless said otherwise. */
export const FormField = ({
  name,
  label,
  help,
  optional,
  rules: given = [],
  valueProp,
  carries,
  children,
}: Given) => {
  const t = useWords(consoleWords)
  const c = useWords(common)
  const typed = useTypedProblem()
  const filled: Rule = {
    validator: (_, value: unknown) =>
      isEmpty(value) ? Promise.reject(new Error(t('required', { label }))) : Promise.resolve(),
  }
  const allowed: Rule = {
    validator: (_, value: unknown) => {
      const problem = typed(value, carries)
      return problem === undefined ? Promise.resolve() : Promise.reject(new Error(problem))
    },
  }
  const rules = [allowed, ...given]
  return (
    <Form.Item
      name={name}
      label={
        <>
          {label}
          {optional && <span className="optional">{c('optional')}</span>}
        </>
      }
      extra={help}
      rules={optional || valueProp ? rules : [filled, ...rules]}
      {...(valueProp && { valuePropName: valueProp })}
    >
      {children}
    </Form.Item>
  )
}
