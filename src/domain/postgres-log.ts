/**
 * PostgreSQL's settings that keep users' text out of its log. Errors, which rank below `log` there, quote the values of
 * refused statements: the application logs their codes instead. Slow statements are logged without their parameters.
 */
export const postgresLog = { log_min_messages: 'log', log_parameter_max_length: '0' } as const
