/** Lets one waiter sleep until rung or until time has passed; a ring while nobody sleeps is kept. */
export type Alarm = { ring(): void; sleep(ms: number): Promise<void> }

export function createAlarm(): Alarm {
  let rung = false
  let wake = () => {}
  return {
    ring() {
      rung = true
      wake()
    },
    async sleep(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
    },
  }
}
