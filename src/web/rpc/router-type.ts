export type { AppRouter } from '../../server/api/router.ts'
