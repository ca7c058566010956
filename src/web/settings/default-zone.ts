/** The zone of a user who has never chosen one; `settingsSchema`'s module would bring all of zod to the browser. */
export const defaultZone = 'UTC'
