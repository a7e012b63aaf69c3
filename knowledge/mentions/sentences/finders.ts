import { type Grammar, phraseFinder } from '../../words/index.ts'
import { formerlyFinder } from './formerly.ts'

/** "How do I get OUTLOOK ON THE OTHER SERVER to start?": so long may what is meant be. In words. */
export const WANTED_GAP = 9

/** "How do I ever stop …": in words. */
export const MENDING_GAP = 3

/** What is looked for in each text. */
export const findersOf = (grammar: Grammar) => {
  const list = (phrases: readonly string[], gap = 0) => phraseFinder(phrases, { gap })
  return {
    clauses: list(grammar.clauses),
    negations: list(grammar.negations),
    lacking: list(grammar.lacking),
    denying: list(grammar.denying),
    denyingNames: list(grammar['denying-names']),
    subjects: list(grammar.subjects),
    failing: list(grammar.failing),
    occasions: list(grammar.occasions),
    notOnly: list(grammar['not-only']),
    parting: list(grammar.parting),
    nothing: list(grammar.nothing),
    uncut: list(grammar.uncut),
    over: list(grammar.over),
    formerly: formerlyFinder(grammar),
    lostSince: list(grammar['lost-since']),
    awaitedEnd: list(grammar['awaited-end']),
    earlier: list(grammar.earlier),
    asides: list(grammar.asides),
    thoseWere: list(grammar['those-were']),
    longPast: list(grammar['long-past']),
    moved: list([...grammar.moving, ...grammar.changing, ...grammar['lasting-past']]),
    matters: list(grammar.matters),
    untilThen: list(grammar['until-then']),
    stillSo: list(grammar['still-so']),
    past: new Set([...grammar['past-verbs'], ...grammar.had]),
    asking: list(grammar.asking),
    telling: list(grammar.telling),
    cleft: phraseFinder(grammar.cleft, { literal: true }),
    verbsFirst: phraseFinder(grammar['verbs-first'], { literal: true }),
    being: phraseFinder(grammar.is),
    askingMarked: list(grammar['asking-marked']),
    askingHow: list(grammar['asking-how']),
    mending: list(grammar.mending, MENDING_GAP),
    seeking: list(grammar.seeking),
    wanting: list(grammar.wanting, WANTED_GAP),
    wantingAgain: list(grammar['wanting-again'], WANTED_GAP),
    again: list(grammar['since-then']),
    presuming: list(grammar.presuming),
    doubting: list(grammar.doubting),
    expecting: list(grammar.expecting),
    supposing: list(grammar.supposing),
    exceptive: list(grammar.exceptive),
    unreal: list(grammar.unreal),
    conditional: list(grammar.conditional),
    reporting: list(grammar.reporting),
    advisers: list(grammar.advisers),
    advising: list(grammar.advising),
    papers: list(grammar.papers),
    ownPapers: list(grammar['own-papers']),
    ours: list(grammar.ours),
    pointing: list(grammar.pointing),
    reportingVerbs: list(grammar['reporting-verbs']),
    unreported: list(grammar.unreported),
    beside: list(grammar.beside),
    articles: list(grammar.articles),
    planning: list(grammar.planning),
    planningWords: phraseFinder(grammar['planning-words'], { literal: true }),
    unplanned: list(grammar.unplanned),
    deciders: list(grammar.deciders),
    arriving: phraseFinder(grammar.arriving, { literal: true }),
    timesToCome: list(grammar['times-to-come']),
    renewals: list(grammar.renewals),
    describing: list(grammar.describing),
    calledOff: list(grammar['called-off']),
    planningTo: list(grammar['planning-to']),
    changing: list(grammar.changing),
    working: list(grammar.working),
    mended: list(grammar.mended),
    oneOfMany: list(grammar['one-of-many'], 1),
    everyone: list(grammar.everyone, 1),
    oneSystem: list(grammar['one-system'], 1),
  }
}

export type Finders = ReturnType<typeof findersOf>
