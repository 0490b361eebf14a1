import { NativeSelect } from './native-select.tsx'
import { terminalWords } from '../domain-words.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/states.tsx'
import { useBoth } from '../wording.ts'

const useModels = () => useRead('devices.models', {}, { staleTime: 60_000 })

/** The kind of a registered model. Forms offer only registered ones, and none ever leaves the register. */
export const useKindOf = () => {
  const models = useModels()
  return (modelCode: string) => {
    const model = models.data?.items.find((each) => each.modelCode === modelCode)
    if (!model) throw new Error(`model ${modelCode} is not in the register`)
    return model.terminalKind
  }
}

type Given = { value?: string; onChange?: (modelCode: string) => void; id?: string }

/** A model of the acquirer's register; its kind follows from it. */
export const ModelSelect = (given: Given) => {
  const both = useBoth()
  const models = useModels()
  if (models.error) return <ErrorState problem={models.error} onRetry={() => void models.refetch()} />
  const options = (models.data?.items ?? []).map(({ modelCode, maker, name, terminalKind }) => ({
    value: modelCode,
    label: `${maker} ${name} · ${both(terminalWords[terminalKind])} · ${modelCode}`,
  }))
  return <NativeSelect {...given} options={options} />
}
