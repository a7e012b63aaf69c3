import { isClaimed, ONLY, OWN_KINDS, sharesThing, type Trouble, WORKS } from '../../../article.ts'
import type { Lexicon } from '../../../words/index.ts'
import { troubleOf } from '../named.ts'
import { NOTHING } from '../phrases/phrases.ts'

/**
 * "Advise on the mailbox fires at once, on the address book it is refused": of what a program reads, one goes well and another
 * does not. The trouble is that one's alone (`ONLY`).
 */
export const sourceFinder =
  ({ things }: Lexicon): ((told: readonly Trouble[]) => readonly Trouble[]) =>
  told => {
    const sourcesOf = (t: Trouble): Trouble['things'] => t.things.filter(([thing = '']) => things[thing]?.source)
    const claimed = told.filter(isClaimed)
    const well = told.filter(goesWell)
    const troubled = claimed.filter(t => sourcesOf(t).length > 0)
    if (well.length === 0 || claimed.some(t => !troubled.includes(t) && troubled.some(o => o.kind === t.kind)))
      return []
    const isApart = (t: Trouble): boolean => {
      const own = sourcesOf(t)
      return well.some(w => sharesThing(w, t) && !w.things.some(([thing]) => own.some(([its]) => its === thing)))
    }
    const one = troubled.find(isApart)
    return one ? [troubleOf(ONLY, { ...NOTHING, things: sourcesOf(one) }, 'claimed')] : []
  }

const goesWell = (t: Trouble): boolean =>
  t.kind === WORKS ? t.standing === 'claimed' : t.standing === 'denied' && !OWN_KINDS.has(t.kind)
