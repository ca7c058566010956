// Preloaded where the policy pack runs. Pulumi's host of policies always sets up a compiler, even where there is nothing
// to compile, and it cannot use TypeScript 7. Not finding that, it takes the old one it brings, which does no harm.
const Module = require('node:module')

const resolve = Module._resolveFilename
Module._resolveFilename = function withoutTypeScript(request, parent, ...rest) {
  if (request === 'typescript' && /[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? '')) {
    throw Object.assign(new Error('left out on purpose'), { code: 'MODULE_NOT_FOUND' })
  }
  return resolve.call(this, request, parent, ...rest)
}
