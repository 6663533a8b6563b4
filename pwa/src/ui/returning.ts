/** Does something again once the page is looked at again, or the network is back. Returns what ends it. */
export function onReturn(again: () => void): () => void {
  const returned = () => {
    if (!document.hidden) again()
  }
  addEventListener('online', returned)
  document.addEventListener('visibilitychange', returned)
  return () => {
    removeEventListener('online', returned)
    document.removeEventListener('visibilitychange', returned)
  }
}
