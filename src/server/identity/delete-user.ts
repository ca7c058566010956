import type { PrismaClient } from '../database/generated/client.ts'

/** Deletes a user; sessions, accounts and all of their data go with them by the foreign keys. */
export async function deleteUser(prisma: PrismaClient, userId: string): Promise<void> {
  await prisma.$transaction([
    prisma.verification.deleteMany({ where: { OR: [{ value: userId }, { value: { contains: userId } }] } }),
    prisma.user.deleteMany({ where: { id: userId } }),
  ])
}
