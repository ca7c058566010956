/**
 * Every limit a user can meet, in one place: schemas, services and the database all read these.
 * Sizes are in characters, counts in items, durations carry their unit in the name.
 */
export const limits = {
  titleLength: 500,
  notesLength: 20_000,
  tagLength: 50,
  tagsPerTask: 50,
  remindersPerTask: 20,
  tasksPerUser: 200_000,
  tasksPerGuest: 200,
  bulkItems: 500,
  pageSize: 200,
  searchLength: 200,
  messageLength: 10_000,
  conversationsPerUser: 1_000,
  messagesPerPage: 100,
  recurrenceRuleLength: 500,
  recurrencePreview: 50,
  /** A relative reminder may come at most this long before its due time. */
  reminderLeadMinutes: 366 * 24 * 60,
  snoozeDays: 366,
  undoHours: 24,
  outboxRetentionHours: 48,
  mutationRetentionHours: 48,
  confirmationMinutes: 5,
  guestDays: 30,
  exportBatch: 1_000,
  /** A reminder delivered later than this after its due time counts as late. */
  lateAfterSeconds: 60,
  /** More late reminders than this in one sweep are gathered into one digest. */
  digestAbove: 5,
  requestBodyBytes: 1_048_576,
} as const
