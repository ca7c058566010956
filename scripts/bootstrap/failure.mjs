/** What went wrong, in which step, and what the person at the terminal can do. */
export class Failure extends Error {
  constructor(step, reason, remedy) {
    super(reason)
    this.step = step
    this.remedy = remedy
  }
}
