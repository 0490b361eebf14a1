import { parse } from 'parse5'
import { expect, test } from 'vitest'
import { htmlText } from './html-text.ts'

const read = (html: string) => htmlText(html, parse)

test('what a browser shows, in its lines; tables as rows; nothing of scripts, styles and heads', () => {
  const { text, rows } = read(`<!doctype html><head><title>不读</title><style>p{margin:0}</style></head>
    <body><h1>演示   协议</h1><script>alert('不读')</script><p>第一条<b>费率</b>
    按表。<br>第二条</p><ul><li>甲</li><li>乙</li></ul>
    <table><tr><th>项目</th><th>费率</th></tr><tr><td>贷记卡</td><td><p>0.60%</p></td></tr></table>
    押金<u>&nbsp;&nbsp;&nbsp;</u>元<input value="299"><input type="hidden" value="不读"></body>`)
  expect(text.trim().split('\n')).toEqual([
    '演示 协议',
    '第一条费率 按表。',
    '第二条',
    '甲',
    '乙',
    '项目 | 费率',
    '贷记卡 | 0.60%',
    '押金____元299',
  ])
  expect(rows.map(({ start, end }) => text.slice(start, end))).toEqual(['项目 | 费率', '贷记卡 | 0.60%'])
})

test.each([
  ['display:none', 'not-shown'],
  ['visibility: hidden', 'not-shown'],
  ['opacity:0', 'not-shown'],
  ['font-size:0', 'no-size'],
  ['font-size:1px', 'no-size'],
  ['color:#FFF', 'no-contrast'],
  ['color: rgb(255, 255, 255)', 'no-contrast'],
  ['background:#123;color:#112233', 'no-contrast'],
  ['position:absolute;left:-9999px', 'off-page'],
] as const)('hidden by %s: handed over apart, wherever the style stands', (style, how) => {
  const words = '押金概不退还'
  const hidden = [{ words, how, at: 2 }]
  expect(read(`<p>看得见<span style="${style}">${words}</span>`).hidden).toEqual([{ ...hidden[0], at: 3 }])
  for (const selector of ['.x', '#y', 'em', 'b, em.x'])
    expect(
      read(`<style>${selector} { ${style} }</style>看见<em class="a x" id="y">${words}</em>`),
    ).toMatchObject({ text: '看见\n', hidden })
})

test('sizes in points, struck words, and words on a ground of their own', () => {
  const { text, sizes, struck, hidden } = read(
    '<p style="font-size:16px">正文<small>小字</small><del>划掉</del><span style="background:#000;color:#fff">白字</span>',
  )
  const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
  expect(sizes.map((span) => [at(span), span.points])).toEqual([
    ['正文', 12],
    ['小字', 10],
    ['划掉白字', 12],
  ])
  expect(struck.map(at)).toEqual(['划掉'])
  expect(hidden).toEqual([])
})
