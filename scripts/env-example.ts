import { writeFileSync } from 'node:fs'
import { localEnvironment } from '../src/domain/environment.ts'
import { renderEnvExample } from './env-example/render.ts'

writeFileSync(new URL('../.env.example', import.meta.url), renderEnvExample(localEnvironment))
