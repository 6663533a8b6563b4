/** A benefit as it is written at the desk: what is typed, what is missing of it, and what is sent. */
import type { Component } from 'svelte'
import type { Kind } from '../icons.ts'
import type { Eligibility, Facts, OneDesk } from './commands.ts'

export interface Named {
  key: string
  name: string
  within?: string
}

/** Choosing a photo, which another feature does. */
export type PhotoPick = () => Promise<{
  default: Component<{ why?: string; onchange: (ready: Promise<Blob | null> | null) => void }>
}>

export interface Span {
  since: string
  until: string
}

export interface Draft {
  category: Kind
  title: string
  about: string
  /** The id of the photo, once it is sent. */
  photo: string | null
  pictureWords: string
  basis: string
  division: Named | null
  provider: Named | null
  payer: Facts['payer']
  /** Hours, as they are typed; '' for none. */
  cost: string
  stars: string
  hours: string
  recentHours: string
  recentDays: string
  cleanYears: string
  minAge: string
  maxAge: string
  times: string
  period: Facts['quota']['period']
  stock: string
  validDays: string
  blackouts: Span[]
}

export const GAPS = [
  ...(['title', 'picture', 'provider', 'division', 'basis', 'cost', 'service'] as const),
  ...(['age', 'quota', 'stock', 'valid', 'blackouts'] as const),
]
export type Gap = (typeof GAPS)[number]

const MOST_HOURS = 100_000

export function newDraft(provider: Named | null): Draft {
  return {
    category: 'medical',
    title: '',
    about: '',
    photo: null,
    pictureWords: '',
    basis: '',
    division: null,
    provider,
    payer: 'provider',
    cost: '',
    stars: '0',
    hours: '',
    recentHours: '',
    recentDays: '365',
    cleanYears: '0',
    minAge: '',
    maxAge: '',
    times: '1',
    period: 'year',
    stock: '',
    validDays: '30',
    blackouts: [],
  }
}

export function draftOf({ facts, card }: Pick<OneDesk, 'facts' | 'card'>): Draft {
  const rule: Partial<Eligibility> = facts.eligibility ?? {}
  const said = (value: number | null | undefined) => (value ? String(value) : '')
  return {
    category: facts.category,
    title: facts.title,
    about: facts.about ?? '',
    photo: facts.picture?.photo ?? null,
    pictureWords: facts.picture?.words ?? '',
    basis: facts.basis,
    division: { key: facts.division, name: card.divisionName },
    provider: { key: facts.provider, name: card.providerName },
    payer: facts.payer,
    cost: hoursIn(facts.costMinutes),
    stars: String(rule.stars ?? 0),
    hours: hoursIn(rule.minutes),
    recentHours: hoursIn(rule.recentMinutes),
    recentDays: String(rule.recentDays ?? 365),
    cleanYears: String(rule.cleanYears ?? 0),
    minAge: said(rule.minAge),
    maxAge: said(rule.maxAge),
    times: String(facts.quota.times),
    period: facts.quota.period,
    stock: said(facts.stock),
    validDays: String(facts.validDays),
    blackouts: (facts.blackouts ?? []).map(({ since, until }) => ({ since, until })),
  }
}

/** `pictured` where a photo is chosen, though it is not sent yet. */
export function gapsOf(draft: Draft, pictured = draft.photo !== null): Gap[] {
  const [minAge, maxAge] = [whole(draft.minAge), whole(draft.maxAge)]
  const isAge = (age: number | null) => age === null || (age >= 1 && age <= 120)
  const faults: Record<Gap, boolean> = {
    title: !draft.title.trim(),
    picture: pictured && !draft.pictureWords.trim(),
    provider: !draft.provider,
    division: !draft.division,
    basis: !draft.basis.trim(),
    cost: !isHours(draft.cost),
    service: !isHours(draft.hours) || !isHours(draft.recentHours) || !isIn(draft.recentDays, 1, 3660),
    age: !isAge(minAge) || !isAge(maxAge) || (minAge !== null && maxAge !== null && minAge > maxAge),
    quota: !isIn(draft.times, 1, 100),
    stock: draft.stock.trim() !== '' && !isIn(draft.stock, 1, 1_000_000),
    valid: !isIn(draft.validDays, 1, 366),
    blackouts: draft.blackouts.some(({ since, until }) => !since || !until || since > until),
  }
  return GAPS.filter((gap) => faults[gap])
}

export function factsOf(draft: Draft): Facts {
  return {
    category: draft.category,
    title: draft.title.trim(),
    about: draft.about.trim(),
    picture: draft.photo ? { photo: draft.photo, words: draft.pictureWords.trim() } : null,
    basis: draft.basis.trim(),
    division: draft.division?.key ?? '',
    provider: draft.provider?.key ?? '',
    payer: draft.payer,
    eligibility: {
      stars: Number(draft.stars),
      minutes: minutesIn(draft.hours),
      recentMinutes: minutesIn(draft.recentHours),
      recentDays: Number(draft.recentDays),
      cleanYears: Number(draft.cleanYears),
      minAge: whole(draft.minAge),
      maxAge: whole(draft.maxAge),
    },
    costMinutes: minutesIn(draft.cost),
    quota: { times: Number(draft.times), period: draft.period },
    stock: whole(draft.stock),
    validDays: Number(draft.validDays),
    blackouts: draft.blackouts,
  }
}

/** "1.5": hours as somebody writes them; half an hour is the least part. */
const hoursIn = (minutes: number | null | undefined) => (minutes ? String(minutes / 60) : '')

const minutesIn = (hours: string) => Math.round(Number(hours || 0) * 60)

const isHours = (text: string) =>
  text.trim() === '' || (/^\d+(\.\d+)?$/.test(text.trim()) && Number(text) <= MOST_HOURS)

/** Null where nothing is written; NaN of what is no whole number. */
function whole(text: string): number | null {
  const said = text.trim()
  if (said === '') return null
  return /^\d+$/.test(said) ? Number(said) : Number.NaN
}

function isIn(text: string, least: number, most: number): boolean {
  const said = whole(text)
  return said !== null && said >= least && said <= most
}
