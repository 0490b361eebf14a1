import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'

type Kind = 'primary' | 'plain' | 'quiet' | 'danger'
type Look = { kind?: Kind; small?: boolean; wide?: boolean }

const classes = ({ kind = 'plain', small, wide }: Look) =>
  ['button', kind, small ? 'little' : '', wide ? 'wide-button' : ''].filter(Boolean).join(' ')

type ButtonProps = Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>

/** `busy` keeps the button focusable and named but takes no further press. */
export const Button = ({
  kind,
  small,
  wide,
  busy,
  onClick,
  children,
  type = 'button',
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={type}
    className={classes({ ...(kind && { kind }), ...(small && { small }), ...(wide && { wide }) })}
    aria-busy={busy || undefined}
    aria-disabled={busy || undefined}
    onClick={busy ? (event) => event.preventDefault() : onClick}
  >
    {busy && <span className="spinner" aria-hidden="true" />}
    {children}
  </button>
)

type LinkProps = Look & { href: string; children: ReactNode }

/** A link to another page of this application that looks like a button. */
export const LinkButton = ({ href, children, ...look }: LinkProps) => (
  <Link href={href} className={classes(look)}>
    {children}
  </Link>
)
