/** In which browser the app runs, where that decides what it can do. */

export function isInstalled(): boolean {
  const modes = '(display-mode: standalone), (display-mode: fullscreen), (display-mode: minimal-ui)'
  return matchMedia(modes).matches || ('standalone' in navigator && navigator.standalone === true)
}

export function isWechat(): boolean {
  return /MicroMessenger/i.test(navigator.userAgent)
}

export function isIos(): boolean {
  const { userAgent, maxTouchPoints } = navigator
  // An iPad says that it is a Mac; no Mac has a touch screen.
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}
