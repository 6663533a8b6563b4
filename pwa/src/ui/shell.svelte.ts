import type { Component } from 'svelte'

/** The station that somebody set out for, and when. */
export interface Visited {
  id: string
  name: string
  at: number
}

/** What frames every screen: set by those who know it, shown by the bar and the foot. */
export const shell = $state({
  /** The stations are invented; every screen says so. */
  demo: false,
  /** The number for people who would rather call. */
  phone: null as string | null,
  /** The service's filing number (备案编号). */
  filing: null as string | null,
  /** 长辈版 is on. */
  elder: false,
  /** A new version waits; taking it reloads the page, so only the person decides when. */
  takeUpdate: null as (() => void) | null,
  displayOpen: false,
  /** How many notices somebody has not read. */
  unread: 0,
  /** The masked name of the person for whom a clerk writes just now. */
  acting: null as string | null,
  /** The masked name of the person for whom they may not write any more. */
  actingOver: null as string | null,
  stopActing: null as (() => void) | null,
  /** The question after a visit, while it is asked. */
  ask: null as { piece: Component<{ visit: Visited }>; visit: Visited } | null,
})
