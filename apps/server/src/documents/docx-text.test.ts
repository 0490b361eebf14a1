import {
  AlignmentType,
  DeletedTextRun,
  Document,
  Footer,
  FootnoteReferenceRun,
  Header,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  Textbox,
  TextRun,
} from 'docx'
import { expect, test } from 'vitest'
import { reviewRead } from '#contract-guard/review-read.ts'
import { readText } from './read-text.ts'

const noReader = { readPicture: () => Promise.resolve(null) }
const change = { id: 1, author: '样本', date: '2026-01-01T00:00:00Z' }

const cells = (...texts: string[]) =>
  new TableRow({ children: texts.map((text) => new TableCell({ children: [new Paragraph(text)] })) })

const wordFile = async (): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      styles: { default: { document: { run: { size: 24 } } } },
      numbering: {
        config: [
          {
            reference: 'clauses',
            levels: [
              {
                level: 0,
                format: LevelFormat.CHINESE_COUNTING,
                text: '第%1条',
                alignment: AlignmentType.LEFT,
              },
              {
                level: 1,
                format: LevelFormat.DECIMAL,
                text: '%1.%2',
                alignment: AlignmentType.LEFT,
                isLegalNumberingStyle: true,
              },
            ],
          },
        ],
      },
      footnotes: { 1: { children: [new Paragraph('脚注：押金概不退还。')] } },
      sections: [
        {
          headers: { default: new Header({ children: [new Paragraph('演示协议')] }) },
          footers: { default: new Footer({ children: [new Paragraph('页脚：演示')] }) },
          children: [
            new Paragraph({ text: '总则', numbering: { reference: 'clauses', level: 0 } }),
            new Paragraph({ text: '双方遵守本协议。', numbering: { reference: 'clauses', level: 1 } }),
            new Paragraph({ text: '费用', numbering: { reference: 'clauses', level: 0 } }),
            new Paragraph({
              numbering: { reference: 'clauses', level: 1 },
              children: [
                new TextRun('服务费按'),
                new TextRun({ text: '月', strike: true }),
                new TextRun('年收取。'),
              ],
            }),
            new Paragraph({
              children: [new TextRun({ text: '激活费299元从首笔交易中冻结，概不退还。', size: 12 })],
            }),
            new Paragraph({
              children: [
                new TextRun('客服电话有人接听。'),
                new TextRun({ text: '乙方有权随时调整费率，无需另行通知甲方。', vanish: true }),
                new FootnoteReferenceRun(1),
              ],
            }),
            new Paragraph({
              children: [
                new TextRun('结算周期为'),
                new DeletedTextRun({ text: 'T+1', ...change }),
                new InsertedTextRun({ text: 'T+30', ...change }),
                new TextRun('。'),
              ],
            }),
            new Paragraph({
              children: [
                new TextRun('押金'),
                new TextRun({ text: '      ', underline: {} }),
                new TextRun('元。'),
              ],
            }),
            new Textbox({ children: [new Paragraph('框内：演示')], style: { width: '100pt' } }),
            new Table({
              rows: [
                cells('项目', '费率', '封顶'),
                cells('贷记卡', '0.60%', ''),
                cells('借记卡', '', '20元'),
              ],
            }),
          ],
        },
      ],
    }),
  )

test('a Word file reads as Word shows it: numbers, rows, boxes, notes; what is hidden, struck or open is marked', async () => {
  const read = await readText([{ fileName: '演示.docx', bytes: await wordFile() }], noReader)
  expect(read.text.trimEnd().split('\n')).toEqual([
    '演示协议',
    '第一条 总则',
    '1.1 双方遵守本协议。',
    '第二条 费用',
    '2.1 服务费按月年收取。',
    '激活费299元从首笔交易中冻结，概不退还。',
    '客服电话有人接听。',
    '结算周期为T+30。',
    '押金______元。',
    '框内：演示',
    '项目 | 费率 | 封顶',
    '贷记卡 | 0.60% | ',
    '借记卡 |  | 20元',
    '页脚：演示',
    '脚注：押金概不退还。',
  ])
  const at = ({ start, end }: { start: number; end: number }) => read.text.slice(start, end)
  expect(read.struck.map(at)).toEqual(['月'])
  expect(read.inserted.map(at)).toEqual(['T+30'])
  expect(read.deleted.map(({ words }) => words)).toEqual(['T+1'])
  expect(read.hidden).toMatchObject([{ words: '乙方有权随时调整费率，无需另行通知甲方。', how: 'not-shown' }])
  expect(read.sizes.filter(({ points }) => points === 6).map(at)).toEqual([
    '激活费299元从首笔交易中冻结，概不退还。',
  ])
  const layout = reviewRead(read).findings.filter(({ rule }) => /^T5[1-5]$/u.test(rule))
  expect(layout.map(({ rule, severity, quote }) => [rule, severity, quote])).toEqual([
    ['T51', 'medium', '激活费299元从首笔交易中冻结，概不退还。'],
    ['T53', 'high', '客服电话有人接听。'],
    ['T54', 'medium', 'T+30'],
    ['T55', 'medium', '借记卡 |  | 20元'],
  ])
})
