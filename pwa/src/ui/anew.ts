/** Opens a page with nothing left of this one's memory, once `done` has taken what the phone kept. */
export async function anew(path: string, done: () => Promise<unknown>): Promise<void> {
  // A sheet that closes meanwhile would take its step back, and that would call the opening off.
  history.replaceState({ ...history.state, sheet: undefined }, '')
  await done()
  location.replace(path)
}
