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
  userNameLength: 100,
  passwordLengthMin: 8,
  passwordLengthMax: 128,
  bulkItems: 500,
  /** Tasks made by one change, as of a pasted list. */
  createdAtOnce: 200,
  pageSize: 200,
  searchLength: 200,
  messageLength: 10_000,
  conversationTitleLength: 200,
  conversationsPerUser: 1_000,
  messagesPerPage: 100,
  recurrenceRuleLength: 500,
  recurrencePreview: 50,
  /** A relative reminder may come at most this long before its due time. */
  reminderLeadMinutes: 366 * 24 * 60,
  snoozeDays: 366,
  undoHours: 24,
  outboxRetentionHours: 48,
  /** As long as a change may wait on a device without a connection and still count once. */
  mutationRetentionHours: 14 * 24,
  confirmationMinutes: 5,
  guestDays: 30,
  accessTokensPerUser: 20,
  accessTokenDays: 366,
  accessTokenNameLength: 100,
  /** Requests an access token may make a minute. */
  requestsPerTokenMinute: 120,
  /** Ranges of a message that may be taken back from the parser. */
  ignoredRanges: 100,
  /** A language model has this long for a whole answer; then the parser answers. */
  modelTimeoutSeconds: 20,
  modelOutputTokens: 2_000,
  modelResponseBytes: 262_144,
  modelAnswerLength: 2_000,
  exportBatch: 1_000,
  /** A reminder delivered later than this after its due time counts as late. */
  lateAfterSeconds: 60,
  /** More late reminders than this in one sweep are gathered into one digest. */
  digestAbove: 5,
  endpointLength: 2_000,
  destinations: { push: 20, email: 3, webhook: 5 },
  /** An e-mail address is confirmed by a code that is good for so long and for so many tries. */
  confirmCodeMinutes: 30,
  confirmCodeTries: 5,
  /** Codes and tests that one user may have sent in an hour. */
  requestedMessagesPerHour: 20,
  /** Waits between tries to reach a destination, by the failures in a row before; one failure more turns it off. */
  deliveryBackOffSeconds: [30, 60, 300, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 14_400, 14_400],
  /** What is under way for longer than this is tried again: its process was lost. */
  deliveryLeaseSeconds: 300,
  /** What could not be sent for so long is worth nothing any more. */
  deliveryGiveUpHours: 48,
  deliveryRetentionDays: 30,
  /** A digest whose time passed longer ago than this is left out. */
  digestGraceHours: 6,
  sentMessagesShown: 20,
  savedViews: 30,
  savedViewNameLength: 40,
  savedViewQueryLength: 2_000,
  /** Of a file to import, as it is and unpacked. */
  importFileBytes: 20_971_520,
  importUnpackedBytes: 62_914_560,
  importTasks: 20_000,
  /** Tasks of an import in one request, and the length of what names a task in its source. */
  importBatch: 100,
  importKeys: 500,
  importKeyLength: 1_000,
  /** Events of a calendar feed; what was due longer ago than this is left out. */
  feedEvents: 5_000,
  feedPastDays: 366,
  /** Times an address may be asked for its calendar in a minute. */
  feedRequestsPerMinute: 30,
  /** Calls that one request may carry. */
  callsPerRequest: 20,
  requestBodyBytes: 1_048_576,
} as const
