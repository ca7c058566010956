import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  // Loaded by `node --import` beside the server, so it must be in its folder.
  outputFileTracingIncludes: { '/*': ['./forwarded-for.mjs', './drain.mjs'] },
  // No picture is scaled: images are built without the native code for it.
  images: { unoptimized: true },
  // Compression belongs to the ingress: here it would hold back event streams.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // The whole repository is type-checked by its own step; a build must not need the server's generated code.
  typescript: { ignoreBuildErrors: true },
  skipTrailingSlashRedirect: true,
  experimental: {
    // Streams send a heartbeat at most every 15 s; a slow answer may stay silent for longer.
    proxyTimeout: 150_000,
    proxyClientMaxBodySize: '8mb',
  },
  headers: () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), payment=(), usb=()' },
      ],
    },
  ],
}
