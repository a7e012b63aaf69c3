import { userInfo } from 'node:os'
import { expect, test, vi } from 'vitest'

test('a PostgreSQL URL without a user means who runs the process, also where no variable names them', async () => {
  vi.stubEnv('USER', undefined)
  vi.stubEnv('PGUSER', undefined)
  const { pg } = await import('../../../knowledge/storage/pg.ts')
  expect(new pg.Client({ connectionString: 'postgres:///advise' }).user).toBe(userInfo().username)
  expect(new pg.Client({ connectionString: 'postgres://anna@host/advise' }).user).toBe('anna')
})
