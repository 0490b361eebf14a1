import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { moneyOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import { useWords } from '../wording.ts'
import { costWords } from './words.ts'

echarts.use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer])

export type CostBar = {
  readonly name: string
  readonly promisedFen: number
  readonly literalFen: number
  readonly worstFen: number
}
const totals = ['promised', 'literal', 'worst'] as const

/** Three totals of each offer on one scale. Patterns and labels tell the bars apart without colour; the table beside it has every figure. */
export default function CostChart({ bars, caption }: { bars: readonly CostBar[]; caption: string }) {
  const t = useWords(costWords)
  const { language, look, elder } = useSettings()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current) return undefined
    const style = getComputedStyle(place.current)
    const colour = (name: string) => style.getPropertyValue(name).trim()
    const size = Number.parseFloat(style.fontSize) * 0.85
    const narrow = place.current.clientWidth < size * 30
    // At the greatest letters on a small phone there is room for the bars alone; the table says the sums.
    const tight = place.current.clientWidth < size * 17
    const chart = echarts.init(place.current, null, { renderer: 'svg' })
    const text = { color: colour('--ink'), fontSize: size, fontFamily: style.fontFamily }
    chart.setOption({
      animation: false,
      textStyle: text,
      aria: { enabled: true, decal: { show: true }, label: { description: caption } },
      legend: { top: 0, textStyle: text, itemGap: tight ? 4 : 16 },
      grid: {
        left: 8,
        right: tight ? 8 : size * (narrow ? 6.5 : 8),
        top: size * (tight ? 7 : narrow ? 5 : 3),
        bottom: 8,
        containLabel: true,
      },
      xAxis: {
        type: 'value',
        axisLabel: { show: false },
        splitLine: { lineStyle: { color: colour('--line') } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ name }) => name),
        axisLabel: { ...text, width: size * (narrow ? 4 : 7), overflow: 'break' },
        axisLine: { lineStyle: { color: colour('--line-strong') } },
      },
      series: totals.map((total) => ({
        name: t(total),
        type: 'bar',
        barMaxWidth: size * 1.6,
        itemStyle: { color: colour({ promised: '--good', literal: '--brand', worst: '--bad' }[total]) },
        label: {
          show: !tight,
          position: 'right',
          ...text,
          formatter: ({ value }: { value: unknown }) => moneyOf(Number(value) * 100, language),
        },
        data: bars.map((bar) => bar[`${total}Fen`] / 100),
      })),
    })
    const resize = new ResizeObserver(() => chart.resize())
    resize.observe(place.current)
    return () => {
      resize.disconnect()
      chart.dispose()
    }
  }, [bars, caption, language, look, elder, t])
  return (
    <div
      ref={place}
      className="cost-chart"
      style={{ height: `${4 + bars.length * 7}em` }}
      role="img"
      aria-label={caption}
    />
  )
}
