import { onceFor } from '../../../lately.ts'
import type { Lexicon } from '../../../words/index.ts'
import { denialReader } from '../../sentences/negations.ts'
import { besideReader, momentsReader, withImpliedThings, withWholes } from './beside.ts'
import { deniedPlaces, kindsOfNothing, nothingReader } from './denied-things.ts'
import { kindsReader } from './kinds/kinds.ts'
import type { Phrases } from './phrases.ts'
import { incomingReader, ofItReader, pointingReader, sinceReader, wayReader } from './references.ts'
import { thingNames, thingsFinder } from './things.ts'
import { withoutReader } from './without.ts'

/** Made once for a lexicon: what finds its phrases takes long to make. */
export const phrasesOf = onceFor((lexicon: Lexicon): Phrases => {
  const { grammar } = lexicon
  const namesOf = thingNames(lexicon)
  const thingsIn = thingsFinder(lexicon, namesOf)
  const denials = denialReader(grammar)
  const kindsIn = kindsReader(lexicon, namesOf, thingsIn, denials)
  const absentKinds = kindsOfNothing(lexicon)
  const isDeniedAt = deniedPlaces(grammar)
  return {
    kindsIn,
    denials,
    comesIn: incomingReader(grammar),
    absentKinds,
    thingsIn,
    nothingIn: nothingReader(lexicon, absentKinds, { thingsIn, kindsIn }, isDeniedAt),
    untilSince: sinceReader(grammar),
    besideIn: besideReader(lexicon, thingsIn, kindsIn),
    withoutIn: withoutReader(lexicon, thingsIn, isDeniedAt),
    withImplied: withImpliedThings(lexicon),
    momentsIn: momentsReader(lexicon),
    isOfIt: ofItReader(grammar, thingsIn, kindsIn),
    pointsIn: pointingReader(grammar),
    isWay: wayReader(lexicon),
    withWhole: withWholes(lexicon),
  }
})
