/** Demands as the server tells them, and where they are of. */
export const FIELDS = [
  'lodging',
  'meals',
  'parking',
  'passage',
  'pay_rights',
  'safety',
  'facilities',
  'other',
] as const
export type Field = (typeof FIELDS)[number]

/** A station or a street. */
export interface Spot {
  key: string
  name: string
  within: string
  /** Null for a street. */
  station: string | null
  /** The street's. */
  division: string
}

/** What the phone knows of places, which another feature keeps. */
export interface Places {
  around: () => Promise<Spot[]>
  like: (text: string) => Promise<Spot[]>
  named: (station: string) => Promise<Spot | null>
}
