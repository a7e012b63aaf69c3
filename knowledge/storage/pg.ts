import { userInfo } from 'node:os'
import pg from 'pg'

/** Who runs this process; undefined where the system has no name for them, as in some containers. */
const systemUser = (): string | undefined => {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}

// A URL may name no user: then PostgreSQL's own programs take the system's, while `pg` asks the variable USER alone, which
// services and containers seldom have.
pg.defaults.user ??= systemUser()

export { pg }
