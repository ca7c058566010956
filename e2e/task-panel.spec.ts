import { expect, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { dayIn } from './pages/day.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test.beforeEach(async ({ page }) => {
  await entry(page).continueAsGuest()
})

test('filters combine, and can be cleared', async ({ page }) => {
  await createTask(page, { title: 'File the taxes', priority: 'urgent', due: { date: dayIn(0), time: null } })
  await createTask(page, { title: 'Sort the photos', priority: 'low', due: { date: dayIn(0), time: null } })
  await createTask(page, { title: 'Call the bank', priority: 'urgent' })
  const list = tasks(page)
  await list.show()
  await expect(list.row('Call the bank')).toBeVisible()

  await list.view('Today').click()
  await expect(list.row('Call the bank')).toBeHidden()
  await expect(list.row('Sort the photos')).toBeVisible()

  const dialog = await list.openFilter()
  await dialog.getByText('Urgent', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Show tasks' }).click()
  await expect(list.row('File the taxes')).toBeVisible()
  await expect(list.row('Sort the photos')).toBeHidden()

  await page.reload()
  await list.show()
  await expect(list.row('File the taxes')).toBeVisible()
  await expect(list.row('Sort the photos')).toBeHidden()

  await list.openFilter()
  await dialog.getByRole('button', { name: 'Clear all' }).click()
  await dialog.getByRole('button', { name: 'Show tasks' }).click()
  await expect(list.row('Call the bank')).toBeVisible()
})

test('search finds words and parts of words', async ({ page }) => {
  await createTask(page, { title: 'Repair the bicycle', notes: 'the front brake squeaks' })
  await createTask(page, { title: 'Write to Aunt Olga' })
  const list = tasks(page)
  await list.show()
  for (const text of ['bicycle', 'icycl', 'brake']) {
    await list.search(text)
    await expect(list.row('Write to Aunt Olga')).toBeHidden()
    await expect(list.row('Repair the bicycle')).toBeVisible()
  }
  await list.search('no such thing')
  await expect(list.panel).toContainText('No task matches')
})

test('a title is edited in its place; Escape leaves it as it was', async ({ page }) => {
  const list = tasks(page)
  await list.add('Buy bred')
  await list.rename('Buy bred', 'Buy bread')
  await expect(list.row('Buy bread')).toBeVisible()

  await list.row('Buy bread').getByRole('button', { name: 'Buy bread', exact: true }).click()
  const title = list.panel.getByRole('textbox', { name: 'Title' })
  await title.fill('Something else')
  await title.press('Escape')
  await expect(list.row('Buy bread')).toBeVisible()
  await page.reload()
  await list.show()
  await expect(list.row('Buy bread')).toBeVisible()
})

test('several tasks are completed at once, and one undo takes it back', async ({ page }) => {
  const list = tasks(page)
  for (const title of ['One', 'Two', 'Three']) await list.add(title)
  await list.panel.getByRole('button', { name: 'Select several' }).click()
  for (const title of ['One', 'Two']) await list.panel.getByRole('checkbox', { name: `Select: ${title}` }).check()
  await list.panel.getByRole('button', { name: 'Complete', exact: true }).click()
  await expect(list.row('One')).toBeHidden()
  await expect(list.row('Two')).toBeHidden()
  await expect(list.row('Three')).toBeVisible()

  await list.undo('Completed 2 tasks')
  await expect(list.row('One')).toBeVisible()
  await expect(list.row('Two')).toBeVisible()
})

test('a completed task leaves the list and is found among the done ones', async ({ page }) => {
  const list = tasks(page)
  await list.add('Feed the cat')
  await list.checkbox('Feed the cat').click()
  await expect(list.row('Feed the cat')).toBeHidden()
  const dialog = await list.openFilter()
  await dialog.getByText('Done', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Show tasks' }).click()
  await expect(list.checkbox('Feed the cat')).toBeChecked()
})

test('everything is still there after a reload', async ({ page }) => {
  await tasks(page).add('Return the library books')
  await page.reload()
  await tasks(page).show()
  await expect(tasks(page).row('Return the library books')).toBeVisible()
})
