import { openKnowledge, SHIPPED_ARTICLES } from '../knowledge/index.ts'
import { once } from '../knowledge/lately.ts'

/**
 * The shipped articles, for whoever only looks at them: they are read once for all tests of a process, and nobody closes
 * them.
 */
export const openShipped = once(() => openKnowledge([SHIPPED_ARTICLES]))
