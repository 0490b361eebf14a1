import Type from 'typebox'
import { fileBytes, finding, missingTerm, morePages } from '#api/agreements.ts'
import { command, read } from '#api/call.ts'
import { count, done, file, id, list, object, oneOf, optional, text, yes } from '#api/schema.ts'

const both = object({ zh: text(4000, 0), en: text(8000, 0) })

/** Where words stand on a page: upper left corner and size as shares of the page set upright. */
const place = object({
  page: count(),
  x: Type.Number(),
  y: Type.Number(),
  width: Type.Number(),
  height: Type.Number(),
})

export const guard = [
  /** Open to anyone: nothing is stored. */
  read({
    name: 'guard.rules',
    say: ['风险条款规则', 'The traps the guard knows'],
    input: object({}),
    output: object({
      items: list(
        object({ rule: text(20), risk: text(40), severity: oneOf(['high', 'medium', 'low']), why: both }),
      ),
    }),
  }),
  /**
   * A long paper is read apart from any request: opened with its first file, further photos behind it, looked after while
   * it is read (what nobody looks after is left), then named where a file could stand. Kept in memory for ten minutes.
   */
  command({
    name: 'guard.open-reading',
    say: ['开始读取文件', 'Begin to read a file'],
    bodyLimit: 14_000_000,
    input: object({ fileName: text(200), content: file(fileBytes) }),
    output: object({ readingId: id('rea') }),
  }),
  command({
    name: 'guard.add-page',
    say: ['添加下一页照片', 'Add the next photographed page'],
    bodyLimit: 14_000_000,
    input: object({ readingId: id('rea'), fileName: text(200), content: file(fileBytes) }),
    output: done,
  }),
  read({
    name: 'guard.reading',
    say: ['读取进度', 'How far the reading is'],
    input: object({ readingId: id('rea') }),
    output: object({
      /** `refused`: the check of it says why. */
      at: oneOf(['reading', 'read', 'refused']),
      /** Pages read, and pages there are so far as is known. */
      page: count(),
      pages: count(),
    }),
  }),
  command({
    name: 'guard.close-reading',
    say: ['停止读取', 'Stop reading'],
    input: object({ readingId: id('rea') }),
    output: done,
  }),
  command({
    name: 'guard.check',
    say: ['检查合同', 'Check an agreement'],
    bodyLimit: 14_000_000,
    input: object({
      // Nothing is kept, and a contract that asks for codes and PINs is what the check is there to read.
      text: optional(text(200_000, 1, 'file')),
      readingId: optional(id('rea')),
      fileName: optional(text(200)),
      content: optional(file(fileBytes)),
      ...morePages,
    }),
    output: object({
      text: Type.String(),
      /** `ocr`: some of it was read from a picture and may be misread. */
      source: oneOf(['native', 'ocr']),
      verdict: text(40),
      findings: list(object({ ...finding.properties, page: optional(count()), places: list(place) })),
      /** Pages that were turned to stand upright, by quarters clockwise. */
      turned: list(object({ page: count(), quarters: count() })),
      missing: list(missingTerm),
    }),
  }),
  /** The papers of one offer (advert, chat, notes of what was said, fee sheet, agreement) read as one. Nothing is stored. */
  command({
    name: 'guard.together',
    say: ['多份材料一起比对', 'Compare the papers of one offer'],
    bodyLimit: 1_400_000,
    input: object({
      papers: list(
        object({
          name: text(80),
          /** Left out: the text says by itself what it is. */
          kind: optional(oneOf(['promise', 'fee-sheet', 'agreement'])),
          text: text(200_000, 1, 'file'),
        }),
        6,
      ),
    }),
    output: object({
      items: list(
        object({
          rule: text(20),
          risk: text(40),
          severity: oneOf(['high', 'medium', 'low']),
          why: both,
          basis: list(object({ law: text(200), article: text(60) })),
          ask: both,
          places: list(object({ document: text(80), start: count(), end: count(), quote: text(4000, 0) })),
        }),
      ),
    }),
  }),
  read({
    name: 'guard.comment-model',
    say: ['是否接入了模型', 'Is a model configured'],
    input: object({}),
    output: object({ configured: yes, model: text(120, 0), host: text(253, 0) }),
  }),
  /** A model's own words beside the guard's findings. Only the redacted clauses leave the house, and only on request. */
  command({
    name: 'guard.comment',
    say: ['请模型补充说明', 'Ask a model for comments'],
    bodyLimit: 700_000,
    input: object({ text: text(200_000, 1, 'file'), consent: yes, language: oneOf(['zh', 'en']) }),
    output: object({
      model: text(120),
      host: text(253),
      sent: count(),
      comments: list(object({ rule: text(20), comment: text(2000, 0) }), 20),
    }),
  }),
] as const
