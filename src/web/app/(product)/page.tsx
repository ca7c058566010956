import { Workspace } from '../../shell/workspace.tsx'

export default function Page() {
  return <Workspace />
}
