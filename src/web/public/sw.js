// The offline shell: pages and their scripts, never anything of /api. What a user has is kept by the page itself.
const shell = 'shell-1'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.add('/')))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  const outdated = caches.keys().then((names) => names.filter((name) => name !== shell))
  event.waitUntil(outdated.then((names) => Promise.all(names.map((name) => caches.delete(name)))))
  self.clients.claim()
})

// What a page had loaded before this worker was there.
self.addEventListener('message', (event) => {
  if (!Array.isArray(event.data?.keep)) return
  event.waitUntil(caches.open(shell).then((cache) => Promise.all(event.data.keep.map((url) => keepOnce(cache, url)))))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(fromCache(request))
  else if (request.mode === 'navigate' && url.pathname === '/') event.respondWith(page(request))
})

/** Static files never change under their name. */
async function fromCache(request) {
  const cache = await caches.open(shell)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

/** The page as the server has it, or as it was when it could last be reached. */
async function page(request) {
  const cache = await caches.open(shell)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put('/', response.clone())
    return response
  } catch (error) {
    const kept = await cache.match('/')
    if (kept !== undefined) return kept
    throw error
  }
}

async function keepOnce(cache, url) {
  if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => {})
}

// Web Push: what src/server/destinations/messages/push-message.ts says is shown, and can be answered where it is shown.
self.addEventListener('push', (event) => {
  const { title, body, tag, ...data } = event.data?.json() ?? { title: 'Something is due', url: '/' }
  const actions = data.answers ? answers : []
  event.waitUntil(self.registration.showNotification(title, { body, tag, data, actions, icon: '/icon.svg' }))
})

const answers = [
  { action: 'done', title: 'Done' },
  { action: 'snooze', title: 'Snooze 1 h' },
]
const snoozeMs = 3_600_000

self.addEventListener('notificationclick', (event) => {
  const { action, notification } = event
  notification.close()
  event.waitUntil(answer(action, notification.data))
})

/** Answers by the session of this browser; where there is none, or no connection, the page is opened instead. */
async function answer(action, { url, answers: mutationIds, notificationId, taskId }) {
  const mutationId = mutationIds?.[action]
  if (mutationId === undefined) return openPage(url)
  const until = action === 'snooze' ? { until: new Date(Date.now() + snoozeMs).toISOString() } : {}
  const response = await fetch('/api/trpc/notifications.act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mutationId, id: notificationId, taskId, action, ...until }),
  }).catch(() => undefined)
  if (!response?.ok) await openPage(url)
}

/** Brings an open tab to the front and has it show what it is about; opens one where there is none. */
async function openPage(url = '/') {
  const [tab] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (tab === undefined) return self.clients.openWindow(url)
  await tab.focus()
  tab.postMessage({ open: url })
}

// The browser has renewed what the push service knows this device by.
self.addEventListener('pushsubscriptionchange', (event) => {
  const options = event.oldSubscription?.options ?? event.newSubscription?.options
  if (options) event.waitUntil(renew(event.newSubscription ?? self.registration.pushManager.subscribe(options)))
})

async function renew(subscribing) {
  const { endpoint, keys } = (await subscribing).toJSON()
  await fetch('/api/trpc/destinations.addPush', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      mutationId: crypto.randomUUID(),
      subscription: { endpoint, keys },
      label: 'This browser, renewed',
    }),
  })
}
