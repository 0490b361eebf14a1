import Button, { type ButtonProps } from 'antd/es/button'

/**
 * A desk's button while its call is under way: its name stays, `aria-busy` tells the state. The console's provider gives the
 * icon; antd's own is a picture named "loading" (the button would be called "loading …") that is taken away when a width
 * transition ends and not otherwise: where none runs, it stays for good.
 */
export const BusyButton = ({ busy, ...rest }: Omit<ButtonProps, 'loading'> & { busy: boolean }) => (
  <Button {...rest} aria-busy={busy || undefined} loading={busy} />
)
