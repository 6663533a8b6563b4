/** The minute that screens are drawn for: it moves by itself, and at once when the phone wakes. */
import { createSubscriber } from 'svelte/reactivity'

const MINUTE = 60_000

let minute = floor(Date.now())

const follow = createSubscriber((update) => {
  const look = () => {
    const next = floor(Date.now())
    if (next === minute) return
    minute = next
    update()
  }
  look()
  const timer = setInterval(look, 5000)
  document.addEventListener('visibilitychange', look)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  }
})

function floor(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE
}

export function moment(): Date {
  follow()
  return new Date(minute)
}
