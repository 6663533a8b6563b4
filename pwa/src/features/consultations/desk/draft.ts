/** A meeting as a convener writes it, and what is missing before it can be kept. */
import { clock, dayNumber, startOfDay } from '../../../i18n/format.ts'
import { p } from '../../../i18n/offices.ts'
import type { When } from '../../../i18n/when.ts'
import type { HeldRole, Me, Role } from '../../../store/who.ts'
import type { AgendaItem, Facts, Form, InvitedLine, OneDesk, Party } from '../types.ts'

export interface Named {
  key: string
  name: string
  within?: string
}

export interface Draft {
  form: Form
  title: string
  about: string
  /** As 2026-11-26, and the hours as 14:30, by the clock on the wall in Shanghai. */
  day: string
  from: string
  to: string
  words: string
  station: Named | null
  link: string
  /** Where people are led, in WGS-84 degrees; null where nobody set a point. */
  lon: number | null
  lat: number | null
  /** '' where the division itself calls. */
  organisation: string
  phone: string
  /** Where it is; the same as the audience's until somebody says otherwise. */
  division: string
  audience: Named | null
  /** One at least: whoever one of them means is told. */
  lines: DraftLine[]
  phones: boolean
  parties: Party[]
  agenda: AgendaItem[]
  /** How many find room, as it is typed; '' where nobody counts. */
  seats: string
}

/** Those of whom everything is true that is said here; of several in a list, one. */
export interface DraftLine {
  occupations: string[]
  roles: Role[]
  stations: Named[]
  /** With stations: wherever they live. */
  anywhere: boolean
}

export const everybody = (): DraftLine => ({ occupations: [], roles: [], stations: [], anywhere: false })

export type Gap = 'title' | 'day' | 'to' | 'place' | 'audience' | 'agenda'

/** The roles that may be asked along, by what they do there. */
export const ROLES = [
  'manager',
  'lead',
  'clerk',
  'handler',
  'convener',
  'supervisor',
] as const satisfies Role[]

/** Where the person may call people together. */
export function convenes({ roles }: Pick<Me, 'roles'>): HeldRole[] {
  return roles.filter(({ role }) => role === 'convener')
}

export function newDraft(me: Me, now: Date): Draft {
  const held = convenes(me)
  const home = held.find(({ scopeKind }) => scopeKind === 'division')
  const own = held.find(({ scopeKind }) => scopeKind === 'organisation')
  const office = me.organisations[0]?.id ?? ''
  return {
    form: 'talk',
    title: '',
    about: '',
    // A week ahead, in the afternoon: neither at a meal nor too soon.
    day: isoOf(startOfDay(dayNumber(now) + 7)),
    from: '14:30',
    to: '16:00',
    words: '',
    station: null,
    link: '',
    lon: null,
    lat: null,
    // Who convenes for an organisation alone calls in its name.
    organisation: home ? office : (own?.scopeId ?? office),
    phone: '',
    division: home?.scopeId ?? '',
    audience: home ? { key: home.scopeId, name: home.scopeName, within: '' } : null,
    lines: [everybody()],
    phones: true,
    parties: [],
    agenda: [],
    seats: '',
  }
}

/** In whose name somebody may call; in nobody's only who convenes in a division. */
export function officesOf(me: Me, one: OneDesk | null): { value: string; words: string }[] {
  const held = convenes(me)
  const found = new Map<string, string>()
  for (const { scopeKind, scopeId, scopeName } of held)
    if (scopeKind === 'organisation') found.set(scopeId, scopeName)
  const inPlace = held.some(({ scopeKind }) => scopeKind === 'division')
  if (inPlace) for (const { id, name } of me.organisations) found.set(id, name)
  const kept = one?.facts.organisation
  if (kept && !found.has(kept)) found.set(kept, one.organisationName ?? '')
  const named = [...found].map(([value, words]) => ({ value, words }))
  return inPlace || named.length === 0 ? [{ value: '', words: p('draftOrganisationNone') }, ...named] : named
}

export function draftOf({ facts, stationName, invitedName }: OneDesk): Draft {
  const { place, invited } = facts
  const starts = new Date(facts.startsAt)
  return {
    form: facts.form,
    title: facts.title,
    about: facts.about,
    day: isoOf(starts),
    from: clock(starts),
    to: clock(new Date(facts.endsAt)),
    words: place.words,
    station: place.station ? { key: place.station, name: stationName ?? place.station } : null,
    link: place.link,
    lon: place.lon ?? null,
    lat: place.lat ?? null,
    organisation: facts.organisation ?? '',
    phone: facts.phone,
    division: facts.division,
    audience: { key: invited.division, name: invitedName },
    lines: (invited.lines?.length ? invited.lines : [{}]).map((line: InvitedLine) => ({
      occupations: line.occupations ?? [],
      roles: line.roles ?? [],
      stations: (line.stations ?? []).map((key) => ({ key, name: key })),
      anywhere: line.anywhere ?? false,
    })),
    phones: invited.phones,
    parties: facts.parties ?? [],
    agenda: facts.agenda ?? [],
    seats: String(facts.seats ?? ''),
  }
}

/** Where the audience is chosen anew, the meeting is there too. */
export function aimed(draft: Draft, audience: Named | null): Draft {
  return { ...draft, audience, division: audience?.key ?? draft.division }
}

export function gapsOf(draft: Draft): Gap[] {
  const times = timesOf(draft)
  return [
    ...(draft.title.trim() ? [] : (['title'] as const)),
    ...(times ? [] : (['day'] as const)),
    ...(times && times.ends <= times.starts ? (['to'] as const) : []),
    ...(draft.words.trim() || draft.station || (draft.link.trim() && draft.lon === null)
      ? []
      : (['place'] as const)),
    ...(draft.audience ? [] : (['audience'] as const)),
    ...(draft.agenda.every(({ title }) => title.trim()) ? [] : (['agenda'] as const)),
  ]
}

/** Null while the day or an hour is not written yet. */
export function timesOf({ day, from, to }: Draft): { starts: Date; ends: Date } | null {
  const [starts, ends] = [new Date(`${day}T${from}:00+08:00`), new Date(`${day}T${to}:00+08:00`)]
  return Number.isFinite(starts.getTime()) && Number.isFinite(ends.getTime()) ? { starts, ends } : null
}

export function invitedOf({ audience, lines, phones }: Draft): Facts['invited'] | null {
  if (!audience) return null
  const told = lines.map(({ occupations, roles, stations, anywhere }) => ({
    occupations,
    roles,
    stations: stations.map(({ key }) => key),
    anywhere: anywhere && stations.length > 0,
  }))
  const [only] = told
  const isEverybody = told.length === 1 && only && !meansSome(only)
  return { division: audience.key, lines: isEverybody ? [] : told, phones }
}

/** Whether a line means less than everybody who lives there. */
export const meansSome = (line: { occupations: unknown[]; roles: unknown[]; stations: unknown[] }) =>
  line.occupations.length + line.roles.length + line.stations.length > 0

/** Null while something is missing. */
export function factsOf(draft: Draft): Facts | null {
  const times = timesOf(draft)
  const invited = invitedOf(draft)
  if (!times || !invited || gapsOf(draft).length > 0) return null
  return {
    form: draft.form,
    title: draft.title.trim(),
    about: draft.about.trim(),
    division: draft.division || invited.division,
    organisation: draft.organisation || null,
    startsAt: times.starts.toISOString(),
    endsAt: times.ends.toISOString(),
    place: {
      words: draft.words.trim(),
      station: draft.station?.key ?? null,
      lon: draft.lon,
      lat: draft.lat,
      link: draft.link.trim(),
    },
    phone: draft.phone.trim(),
    invited,
    parties: draft.parties.map((one) => ({ ...one, name: one.name?.trim() })),
    agenda: draft.agenda.map((one) => ({ ...one, title: one.title.trim(), owner: one.owner?.trim() })),
    seats: Number(draft.seats) || null,
  }
}

/** The day and the hours of a time that was chosen. */
export function withTime({ startsAt, endsAt }: When): Pick<Draft, 'day' | 'from' | 'to'> {
  const starts = new Date(startsAt)
  return { day: isoOf(starts), from: clock(starts), to: clock(new Date(endsAt)) }
}

function isoOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
