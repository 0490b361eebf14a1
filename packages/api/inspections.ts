import { command, read } from '#api/call.ts'
import {
  file,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  serial,
  text,
  whole,
  yes,
} from '#api/schema.ts'
import Type from 'typebox'

const side = oneOf(['front', 'back'])
const point = oneOf([
  'label',
  'screws',
  'card-slot',
  'keypad',
  'cable',
  'seals',
  'extra-devices',
  'camera-view',
])

export const terminalPhoto = object({
  side,
  mediaType: text(100),
  content: file(6_000_000),
})

export const inspections = [
  command({
    name: 'inspections.record',
    say: ['提交外观检查', 'Record a surface inspection'],
    audited: true,
    // Four photos of 6 MB in base64, and what stands around them.
    bodyLimit: 33_000_000,
    input: object({
      deviceId: id('dev'),
      visitId: id('vis'),
      readSerial: serial(50),
      firmwareVersion: text(40),
      points: object({
        label: yes,
        screws: yes,
        'card-slot': yes,
        keypad: yes,
        cable: yes,
        seals: yes,
        'extra-devices': yes,
        'camera-view': yes,
      }),
      photos: list(terminalPhoto, 4),
      /** When it was looked at, where the phone could not tell at once. */
      inspectedAt: optional(instant),
    }),
    output: object({ status: text(20), noes: list(point, 8) }),
  }),
  read({
    name: 'inspections.list',
    say: ['查看外观检查', 'Surface inspections of a terminal'],
    audited: true,
    input: object({ deviceId: id('dev') }),
    output: object({
      /** The last day for the next one; null where none is due. */
      dueOn: nullable(text(10)),
      items: list(
        object({
          inspectionId: id('ins'),
          /** `reference`: before it was installed. */
          kind: oneOf(['reference', 'surface']),
          inspectedAt: instant,
          technician: text(80, 0),
          firmwareVersion: text(40, 0),
          serialMatched: yes,
          noes: list(point, 8),
          /** Where the terminal stood right after. */
          status: text(20),
          photos: list(object({ photoId: id('doc'), side }), 8),
        }),
      ),
    }),
  }),
  read({
    name: 'inspections.photo',
    say: ['查看终端照片', 'Look at a photo of a terminal'],
    audited: true,
    reveals: true,
    input: object({ inspectionId: id('ins'), photoId: id('doc') }),
    output: object({ mediaType: text(60), content: Type.String(), pages: whole(1, 100) }),
  }),
] as const
