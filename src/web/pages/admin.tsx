import { lazily } from '../ui/lazily.tsx'

const AdminPage = lazily(() => import('../admin/admin-page.tsx').then((module) => module.AdminPage))

export default function Page() {
  return <AdminPage />
}

Page.title = 'Administration'
