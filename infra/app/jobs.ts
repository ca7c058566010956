import { createHash } from 'node:crypto'
import type * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { Broker } from '../../src/domain/broker.ts'
import { brokerPasswordSecret } from '../../src/domain/broker.ts'
import { namespaces } from '../namespaces.ts'
import { brokerEnvironment } from './broker.ts'
import { commonLabels, pullSecretName } from './names.ts'
import { jobs } from './network-policies.ts'
import { containerResources, environmentVariables, type PodOptions, restrictedContainer, restrictedPod } from './pod.ts'
import type { Value } from './workload-definition.ts'

type Job = kubernetes.types.input.batch.v1.Job

/** Secret with the administrator's URL and the password of each role: all that the migration needs. */
export const migrationSecret = 'migration'

type JobDefinition = { name: string; environment: Readonly<Record<string, Value>>; secret?: string }

/** Makes roles and databases and applies the migrations; safe to repeat. */
export const migrationJob = (options: PodOptions): Job =>
  preparation({ name: jobs.migrate, environment: {}, secret: migrationSecret }, options)

/** Makes the topics and brings their settings to what is wanted; never deletes. */
export function topicsJob(broker: Broker, options: PodOptions): Job {
  const password: Record<string, Value> = broker.sasl
    ? { KAFKA_PASSWORD: { secret: brokerPasswordSecret, key: brokerPasswordSecret } }
    : {}
  return preparation({ name: jobs.topics, environment: { ...brokerEnvironment(broker), ...password } }, options)
}

/**
 * A Job is named by its image: another release gets another one, the same release none. It has no sidecar, which would
 * keep it from ever ending.
 */
function preparation({ name, environment, secret }: JobDefinition, { image, pulls }: PodOptions): Job {
  const labels = commonLabels(name)
  const release = pulumi.output(image).apply((text) => createHash('sha256').update(text).digest('hex').slice(0, 10))
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: pulumi.interpolate`${name}-${release}`, namespace: namespaces.app.name, labels },
    spec: {
      backoffLimit: 6,
      activeDeadlineSeconds: 900,
      template: {
        metadata: { labels, annotations: { 'dapr.io/enabled': 'false' } },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          securityContext: restrictedPod,
          ...(pulls ? { imagePullSecrets: [{ name: pullSecretName }] } : {}),
          containers: [
            {
              name,
              image,
              imagePullPolicy: 'IfNotPresent',
              args: [name],
              env: environmentVariables(environment),
              ...(secret === undefined ? {} : { envFrom: [{ secretRef: { name: secret } }] }),
              resources: containerResources({ cpu: '20m', memory: '96Mi', cpuLimit: '1', memoryLimit: '384Mi' }),
              securityContext: restrictedContainer,
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
        },
      },
    },
  }
}
