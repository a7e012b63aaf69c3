import {
  type Article,
  addFacts,
  CAUSE,
  type Fact,
  factsOf,
  isSameMachine,
  judge,
  type Mention,
  ONCE,
  OWN_KINDS,
  overlaps,
  WITHOUT,
} from '../../knowledge/index.ts'
import type { Context } from '../context.ts'
import type { State } from '../state.ts'
import { readingContext } from './reading-context.ts'

/**
 * What is told of the advice that stands: it helped; all is well whatever was advised; it did not help; it was done, and
 * nothing is said of what came of it; it will be done.
 */
export type Report = 'worked' | 'over' | 'did-not-help' | 'done' | 'planned'

/** In characters: whoever writes more tells a new story. */
const LONGEST = 600

/** Undefined where the message reports nothing: it asks, tells another trouble, or corrects what is known. */
export const reportIn = async (text: string, context: Context): Promise<Report | undefined> => {
  const { state, knowledge, texts } = context
  const { recommended, pending } = state
  if (recommended === undefined || pending !== undefined || text.length > LONGEST || text.includes('?'))
    return undefined
  const article = await knowledge.article(recommended)
  if (!article) return undefined
  const reading = knowledge.read(text, readingContext(state))
  const { came, isDone, isPlanned, isByItself } = knowledge.reportOf(text)
  // "After RU4 it is the same", "with RU4 it works": it is there.
  const mentions = reading.mentions.map(({ alike, ...m }) =>
    alike || m.bearing === 'works' ? { ...m, bearing: 'has' as const } : m,
  )
  const has = factsOf(mentions, 'typed').filter(f => f.kind === 'version')
  const isFix = has.length > 0 && fixes(has, article, context)
  const claimed = reading.troubles.filter(t => t.standing === 'claimed' && !OWN_KINDS.has(t.kind))
  const isTroubled = claimed.length > 0
  const isOver = reading.troubles.some(t => t.standing === 'over')
  // "It works on the other server", "a colleague put 2003 on it": that is told of something else.
  const isOfOther = reading.machines.some(m => state.machine === undefined || !isSameMachine(m, state.machine))
  const isOtherVersion = reading.mentions.some(m => m.hasVersion && m.bearing !== 'denied') && !isFix
  // "Sorry, I was on the wrong server: there is no NAT": that is another case, and nothing is over.
  const isPutRight =
    texts.isCorrection(text) && knowledge.circumstancesIn(text, article.circumstances).includes('otherwise')
  // "There is no MAPI in it": what the advice rests on is not there, and nothing is over.
  const isWithout = reading.troubles.some(
    t => t.kind === WITHOUT && t.standing === 'claimed' && t.things.some(([thing = '']) => thingsOf(state).has(thing)),
  )
  // "RU4 is on, and they come. Next one: our branch has RU3": that is told of two systems.
  const isOfTwo = tellsOfTwo(mentions, state)
  if (isOfOther || isOtherVersion || isPutRight || isWithout || isOfTwo || reading.bare.length > 0) return undefined
  if (came === 'well' || (isOver && !isTroubled)) {
    const isOtherwise = !isFix && (isByItself || reading.troubles.some(t => t.kind === CAUSE || t.kind === ONCE))
    return isOtherwise ? 'over' : 'worked'
  }
  // What the fix was in while it went on is told with the versions.
  if (isFix && (came === 'same' || isTroubled)) return undefined
  if (came === 'same') return isDone ? 'did-not-help' : undefined
  // "The lost events were our own fault": that names what is over.
  const isNamedAgain = claimed.every(t => t.things.length === 0 || state.troubles.some(o => o.kind === t.kind))
  if (isByItself && !isPlanned && isNamedAgain && reading.mentions.every(m => !m.hasVersion)) return 'over'
  if (isTroubled) return undefined
  if (isPlanned) return 'planned'
  // "Sorry, it is RU5": that was there all the time.
  return isDone && !texts.isCorrection(text) && (isFix || has.length === 0) ? 'done' : undefined
}

const thingsOf = ({ troubles }: State): ReadonlySet<string> => new Set(troubles.flatMap(t => t.things.flat()))

/** "RU4 is on. The branch has RU3 on Windows 2003": two versions are there, and beside them another of what was known. */
export const tellsOfTwo = (mentions: readonly Mention[], { facts }: State): boolean => {
  const there = mentions.filter(m => (m.bearing === 'has' || m.bearing === 'works') && m.hasVersion)
  const twice = there.filter(m => there.some(o => o.product === m.product && !overlaps(m.ranges, o.ranges)))
  const isOther = (m: Mention): boolean =>
    facts.some(f => f.kind === 'version' && f.facet === m.product && !overlaps(f.ranges, m.ranges))
  return twice.length > 0 && there.some(m => !twice.includes(m) && isOther(m))
}

/** The versions that were told are those that the article's fix brings. */
const fixes = (told: readonly Fact[], article: Article, { state, knowledge: { catalog } }: Context): boolean =>
  judge(article, addFacts(state.facts, told, catalog).facts).kind === 'fixed'
