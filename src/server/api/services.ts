import type { AccountService } from '../account/account-service.ts'
import type { FeedAddresses } from '../calendar/feed-addresses.ts'
import type { ChangeService } from '../changes/change-service.ts'
import type { ChatService } from '../chat/chat-service.ts'
import type { ModelService } from '../chat/model/model-service.ts'
import type { DestinationService } from '../destinations/destination-service.ts'
import type { AccessTokens } from '../identity/tokens/access-tokens.ts'
import type { ImportService } from '../import/import-service.ts'
import type { LiveHub } from '../live/live-hub.ts'
import type { NotificationService } from '../notifications/notification-service.ts'
import type { OperationsService } from '../operations/operations-service.ts'
import type { TaskService } from '../tasks/task-service.ts'

/** What routers call: each service has explicit dependencies of its own and knows nothing of tRPC or HTTP. */
export type Services = {
  tasks: TaskService
  changes: ChangeService
  notifications: NotificationService
  destinations: DestinationService
  live: LiveHub
  chat: ChatService
  account: AccountService
  accessTokens: AccessTokens
  model: ModelService
  imports: ImportService
  feedAddresses: FeedAddresses
  operations: OperationsService
}
