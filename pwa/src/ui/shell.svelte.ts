/** What frames every screen: set by those who know it, shown by the bar, the foot and the phone line. */
export const shell = $state({
  /** The stations are invented; every screen says so. */
  demo: false,
  /** The number for people who would rather call. */
  phone: null as string | null,
  /** A new version waits; taking it reloads the page, so only the person decides when. */
  takeUpdate: null as (() => void) | null,
  displayOpen: false,
})
