import { z } from 'zod'

/** What the budget of a deployment says, row by row: the file that the deployment leaves for the admin page. */
export const budgetFileSchema = z.array(
  z.object({ what: z.string(), used: z.number(), limit: z.number(), unit: z.string() }),
)
/** Where a stack leaves it, in the app's namespace. */
export const budgetStore = { configMap: 'budget', key: 'budget.json' } as const
export type BudgetRow = z.infer<typeof budgetFileSchema>[number]
