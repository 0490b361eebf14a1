/** Entry of this console; its pages live beside it. */
export default function Provider() {
  return null
}
