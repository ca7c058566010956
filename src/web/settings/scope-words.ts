import type { AccessScope } from '../../domain/access-token.ts'

export const scopeWords: Record<AccessScope, string> = {
  read: 'Read tasks',
  write: 'Create and change tasks',
  destructive: 'Delete tasks, after asking',
}
