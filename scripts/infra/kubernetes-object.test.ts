import { expect, test } from 'vitest'
import { objectsOfYaml, titleOfObject } from './kubernetes-object.ts'

const yaml = `---
# Source: chart/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: "dapr-api"
  namespace: dapr-system
  labels:
    name: other
spec:
  ports: []
---
# nothing
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  labels: {}
  name: operator
`

test('objects are found in a text of several, with and without namespace', () => {
  const objects = objectsOfYaml('chart', yaml)
  expect(objects.map(titleOfObject)).toEqual(['chart: Service dapr-system/dapr-api', 'chart: ClusterRole operator'])
  expect(objects.map(({ apiVersion }) => apiVersion)).toEqual(['v1', 'rbac.authorization.k8s.io/v1'])
})
