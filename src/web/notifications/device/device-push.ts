import type { PushSubscriptionKeys } from '../../../domain/destination.ts'

/** Whether this browser can be sent notifications at all; on iOS only once the page is on the home screen. */
export const canBePushed = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** What the owner of this browser said to notifications. */
export const permission = (): NotificationPermission => Notification.permission

/**
 * Asks for permission, which browsers allow only right after a click, and has the push service give out an endpoint that
 * takes messages of this installation alone. Null where it was refused.
 */
export async function subscribeDevice(publicKey: string): Promise<PushSubscriptionKeys | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const { pushManager } = await navigator.serviceWorker.ready
  // One that was made for other keys takes no messages of ours.
  await (await pushManager.getSubscription())?.unsubscribe()
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) })
  const { endpoint = '', keys = {} } = subscription.toJSON()
  return { endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' } }
}

/** Nothing arrives here any more: whoever signs in next must not be shown somebody else's reminders. */
export async function unsubscribeDevice(storage: Pick<Storage, 'removeItem'>): Promise<void> {
  storage.removeItem(deviceKey)
  if (!canBePushed()) return
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

/** Under which the id of this device's destination is kept here. */
export const deviceKey = 'todo-push-device'

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
