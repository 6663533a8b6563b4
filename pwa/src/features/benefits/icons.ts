/** The four kinds of benefits, as they stand on a stub. */
export const KIND_ICONS = {
  medical: 'M9 3.5h6V9h5.5v6H15v5.5H9V15H3.5V9H9Z',
  elder_care:
    'M7.5 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M9.5 9c-2 .5-3 2-3 4.5l2.5.5v6.5M9 14l3 2.5v4M10.5 9.5l3.5 3h2.5M16.5 21v-9.3a1.7 1.7 0 0 1 3.3 0',
  tourism: 'M2.5 19 9 8l4 6.5 2.5-3.5 6 8ZM15 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0',
  transit:
    'M6 3.5h12a1.5 1.5 0 0 1 1.5 1.5v11a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 16V5A1.5 1.5 0 0 1 6 3.5ZM4.5 12h15M8 17.5V20M16 17.5V20M8 14.8v.01M16 14.8v.01M9 6h6',
} as const

export const KINDS = ['medical', 'elder_care', 'tourism', 'transit'] as const
export type Kind = (typeof KINDS)[number]

export const sun =
  'M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4'
export const lock =
  'M6.5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5ZM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2'
