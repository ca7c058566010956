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
