/** Entry of the technician's application; its pages live beside it. */
export default function Technician() {
  return null
}
