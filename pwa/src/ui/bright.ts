/** A screen that is read by another phone: black on white, and it stays on until what is returned is called. */
export function shine(): () => void {
  const { dataset } = document.documentElement
  const before = dataset.theme
  dataset.theme = 'sun'
  let lock: WakeLockSentinel | null = null
  const wake = async () => {
    if (!document.hidden) lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null
  }
  void wake()
  document.addEventListener('visibilitychange', wake)
  return () => {
    document.removeEventListener('visibilitychange', wake)
    void lock?.release()
    if (before) dataset.theme = before
    else delete dataset.theme
  }
}
