type Linter = 'kube-score' | 'checkov'
type Exception = { linter: Linter; checks: readonly string[]; objects: RegExp; why: string }

/** What a linter finds and is meant to be so, each with its reason. */
export const exceptions: readonly Exception[] = [
  {
    linter: 'kube-score',
    checks: ['container-image-pull-policy'],
    objects: /^(Deployment|Job|DaemonSet)\//,
    why: 'Images are named by digest or by their content, so another one never has the same name; a restart needs no registry.',
  },
  {
    linter: 'checkov',
    checks: ['CKV_K8S_35'],
    objects: /todo-app/,
    why: 'Node clears nothing from files either; no process starts another that would inherit its variables.',
  },
  {
    linter: 'kube-score',
    checks: ['networkpolicy-targets-pod'],
    objects: /^NetworkPolicy\/(only-needed|scrapes)$/,
    why: "Its pods are those of the add-ons' charts and operators.",
  },
  {
    linter: 'kube-score',
    checks: [
      'pod-networkpolicy',
      'container-security-context-user-group-id',
      'container-security-context-readonlyrootfilesystem',
      'container-security-context-privileged',
      'container-ephemeral-storage-request-and-limit',
    ],
    objects: /^DaemonSet\/kube-router$/,
    why: 'What enforces network policies writes the rules of the node itself.',
  },
  {
    linter: 'checkov',
    checks: [9, 16, 19, 20, 22, 23, 28, 29, 31, 37, 38, 40].map((number) => `CKV_K8S_${number}`),
    objects: /kube-router$/,
    why: 'As above; it serves nothing that could be ready, and reads policies and pods by its token.',
  },
  {
    linter: 'checkov',
    checks: ['CKV_K8S_38'],
    objects: /monitoring\.prometheus$/,
    why: 'It asks the API by its token which nodes and pods there are to scrape.',
  },
  {
    linter: 'kube-score',
    checks: ['container-security-context-user-group-id'],
    objects: /^DaemonSet\/log-shipper$/,
    why: "Log files of a node are root's and closed to others; as their owner it reads them without any capability.",
  },
  {
    linter: 'checkov',
    checks: [23, 40].map((number) => `CKV_K8S_${number}`),
    objects: /log-shipper$/,
    why: 'As above.',
  },
]

const found = new Set<Exception>()

export function explained(linter: Linter, check: string, object: string): boolean {
  const exception = exceptions.find((known) => {
    return known.linter === linter && known.checks.includes(check) && known.objects.test(object)
  })
  if (exception) found.add(exception)
  return exception !== undefined
}

/** Exceptions that nothing was found for: each hides what may come later. */
export const unusedExceptions = (): Exception[] => exceptions.filter((exception) => !found.has(exception))
