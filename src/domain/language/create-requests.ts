/**
 * How requests to note something begin. One row teaches one: what is said before the thing itself (a phrase as in
 * phrase.ts), and an example with what it means on Monday 23 November 2026, 10:00 in Berlin, which the tests check.
 * Requests with a noun ("set a reminder for …") are in frames.ts.
 */
export const createRequests: readonly (readonly [says: string, example: string, means: string])[] = [
  ['remember|note (to|that|:) (self)? (:)?', 'note to self: check tire pressure', '"check tire pressure"'],
  ["(don't|dont|do not|never) (let me|let us)? forget (to|about|that)? (:|,)?", 'dont forget milk', '"milk"'],
  ["i've|ive got to", 'ive got to call mum', '"call mum"'],
  ['(need|have|got) to', 'need to buy milk', '"buy milk"'],
  ['gotta', 'gotta buy milk', '"buy milk"'],
  ['to do (:|-)', 'to do: buy milk', '"buy milk"'],
  ['make sure (i|we|that i|to) (to)?', 'make sure i call mum', '"call mum"'],
  ['have (me|my phone) (remember|reminded) (to)?', 'have me reminded to call mum', '"call mum"'],
  ["i|we (don't|dont|do not) want to forget (to|about|that)?", "i don't want to forget the keys", '"the keys"'],
  ['start reminding (me|us) (to|about|of|that)?', 'start reminding me to stretch', '"stretch"'],
  ['tell|text|ping me to', 'tell me to call mum at 5', '"call mum", 2026-11-23 17:00, -0min'],
  ['remind|remember (of|about|to|that) (:|,)?', 'remember to call mum', '"call mum"'],
]
