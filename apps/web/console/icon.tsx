const drawings = {
  inbox: 'M4 13h4l1.500 3h5L16 13h4M4 13l3-8h10l3 8v6H4z',
  cases: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3',
  ticket: 'M4 7h16v3.500a1.500 1.500 0 0 0 0 3V17H4v-3.500a1.500 1.500 0 0 0 0-3zM14 7v10',
  team: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c0-3.500 2.500-5.500 6-5.500s6 2 6 5.500M16 5.500a3 3 0 0 1 0 5.500M18 14.800c2 .800 3 2.600 3 5.200',
  device: 'M7 3h10v18H7zM10 6h4M10 17h.010M12 17h.010M14 17h.010M10 14h4',
  model: 'M12 3 4 7v10l8 4 8-4V7zM4 7l8 4 8-4M12 11v10',
  provider: 'M3 20V9l9-5 9 5v11M9 20v-6h6v6M3 20h18',
  audit: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM21 21l-5-5M8 11h6',
  key: 'M14.500 9.500a5 5 0 1 0-4.800 5L12 17v2h2v2h4v-3.500l-4.700-4.700c.8-.900 1.200-2 1.200-3.300zM8.500 9h.010',
  overview: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  facts: 'M5 6h14M5 12h14M5 18h9',
  look: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  pulse: 'M3 12h4l2.500-6 4 12 2.500-6H21',
  alarm: 'M12 4 2.500 20h19zM12 10v4.500M12 17.500h.010',
  firmware: 'M12 3v11M7.500 9.500 12 14l4.500-4.500M4 18h16',
  menu: 'M4 7h16M4 12h16M4 17h16',
} as const

export type IconName = keyof typeof drawings

export const Icon = ({ name }: { name: IconName }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" className="icon">
    <path d={drawings[name]} />
  </svg>
)
