/** Seconds that go by, for a button that has to wait. */
export function countdown() {
  let left = $state(0)
  let timer: ReturnType<typeof setInterval> | undefined
  $effect(() => () => clearInterval(timer))
  return {
    get left() {
      return left
    },
    start(seconds: number) {
      clearInterval(timer)
      left = seconds
      timer = setInterval(() => {
        left -= 1
        if (left <= 0) clearInterval(timer)
      }, 1000)
    },
  }
}
