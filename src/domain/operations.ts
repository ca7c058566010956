import { z } from 'zod'

/** What the budget of a deployment says, row by row: the file that the deployment leaves for the admin page. */
export const budgetFileSchema = z.array(
  z.object({ what: z.string(), used: z.number(), limit: z.number(), unit: z.string() }),
)
export type BudgetRow = z.infer<typeof budgetFileSchema>[number]
