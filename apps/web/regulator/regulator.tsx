/** Entry of this console; its pages live beside it. */
export default function Regulator() {
  return null
}
