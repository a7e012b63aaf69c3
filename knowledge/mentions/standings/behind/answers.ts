import { type Grammar, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { partsOf, type Segment, type SegmentedText, segmentAt } from '../../sentences/segments.ts'

/** What the answer right behind a version says of it: "Windows Server 2008: no", "2008? Yes." */
export type AnswerBehind = (
  /** Places of its first word, and behind its last. */
  word: number,
  end: number,
  read: SegmentedText,
  beside: {
    readonly isVersion: IsVersion
    readonly isLabel: (word: number) => boolean
    /** A word of what goes wrong: "notifications: 2008 no" tells of those. */
    readonly isTrouble: (word: number) => boolean
  },
) => 'yes' | 'no' | 'unclear' | undefined

export const answerBehindReader = (grammar: Grammar): AnswerBehind => {
  const exact = (phrases: readonly string[]) => phraseFinder(phrases, { literal: true })
  const [yes, no, objects] = [
    exact(grammar['answered-yes']),
    exact(grammar['answered-no']),
    exact(grammar['answered-it']),
  ]
  const opening = phraseFinder([...grammar['answered-no'], ...grammar.fronted, ...grammar.nothing])
  const own = phraseFinder(grammar['own-machines'], { nouns: true })
  const little = phraseFinder([...grammar.between, ...grammar.articles, ...grammar.beside, ...grammar.ours])
  const telling = phraseFinder([
    ...grammar.having,
    ...grammar.being,
    ...grammar.deciders,
    ...grammar['machine-left-out'],
  ])
  const [beside, deciders] = [phraseFinder(grammar.beside), phraseFinder(grammar.deciders)]
  const [negating, here] = [exact(grammar.negations), phraseFinder([...grammar['behind-versions'], ...grammar.putting])]
  const asking = phraseFinder([...grammar.asking, ...grammar['asking-marked']])
  /** True where every word from one place to another is of one of these lists. */
  const isAllOf = (
    from: number,
    to: number,
    { words }: SegmentedText,
    lists: readonly PhraseFinder<string>[],
  ): boolean => {
    let place = from
    while (place < to) {
      const end = Math.max(
        0,
        ...lists.flatMap(l =>
          l
            .all(words, place, to)
            .filter(f => f.from === place)
            .map(f => f.to),
        ),
      )
      if (end <= place) return false
      place = end
    }
    return true
  }
  /** "Not here" is found as "here", behind its "not". */
  const isWhole = (list: PhraseFinder<string>, { from, to }: Place, { words }: SegmentedText): boolean =>
    list
      .all(words, from, to)
      .some(f => f.to === to && f.from === (f.denied ? from + 1 : from) && (!f.denied || words[from]?.word === 'not'))
  const opens = (list: PhraseFinder<string>, { from, to }: Place, { words }: SegmentedText): boolean =>
    list.all(words, from, to).some(f => f.from === from)
  /** "No", "not one of our servers has it", and not "no events". */
  const denies = (part: Place, read: SegmentedText): boolean =>
    isWhole(no, part, read) ||
    (opens(opening, part, read) &&
      objects.in(read.words, part.from, part.to).length > 0 &&
      isAllOf(part.from, part.to, read, [opening, own, little, telling, objects]))
  const affirms = (part: Place, read: SegmentedText): boolean =>
    isWhole(yes, part, read) ||
    (opens(yes, part, read) && !read.negations.has(part.from) && ![...range(part)].some(at => read.negations.has(at)))
  /** "Windows Server 2008 we have not": what opens a part is denied by the few words behind it. */
  const isTopic = (
    word: number,
    end: number,
    { from, to }: Place,
    read: SegmentedText,
    isVersion: IsVersion,
  ): boolean => {
    const opensPart = [...range({ from, to: word })].every(at => isVersion(at) || isAllOf(at, at + 1, read, [little]))
    const isPlain = beside.in(read.words, from, word).length === 0
    const leads = deciders.in(read.words, end, Math.min(to, end + 1)).length > 0
    const isDenied = [...range({ from: end, to })].some(at => read.negations.has(at))
    return opensPart && isPlain && leads && isDenied && isAllOf(end, to, read, [telling, own, opening, negating, here])
  }
  return (word, end, read, { isVersion, isLabel, isTrouble }) => {
    const [own_, behind] = [segmentAt(word, read), segmentAt(end, read)]
    if (!own_ || !behind) return undefined
    if (behind.from < end && !isLabel(end - 1))
      return own_.mood === 'now' && isTopic(word, end, own_, read, isVersion) ? 'no' : undefined
    const part = { from: end, to: behind.to }
    const sentence = partsOf(own_.sentence, read)
    const first = sentence[0]?.from ?? own_.from
    if (own_.mood === 'asked') {
      const isBareQuestion = [...range({ from: first, to: end })].every(
        at => isVersion(at) || isAllOf(at, at + 1, read, [own, little, telling, objects, asking]),
      )
      return behind.sentence !== own_.sentence && isBareQuestion && affirms(part, read) ? 'yes' : undefined
    }
    if (behind.sentence !== own_.sentence || !denies(part, read)) return undefined
    return [...range({ from: first, to: word })].some(isTrouble) ? 'unclear' : 'no'
  }
}

type IsVersion = (word: number) => boolean

type Place = Pick<Segment, 'from' | 'to'>

function* range({ from, to }: Place): Generator<number> {
  for (let at = from; at < to; at++) yield at
}
