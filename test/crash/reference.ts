import type { Heard, Mode, Thread } from './clients/thread.ts'
import { choicesOf } from './content.ts'
import { deliver, persist, type Reach } from './deliver.ts'
import type { Script, Step } from './scripts.ts'

/** A script with what a bot that nobody kills replies. */
export interface Played {
  readonly script: string
  /** What is said one after the other, choices as their titles. */
  readonly lines: readonly string[]
  readonly together: readonly [string, string] | undefined
  readonly replies: ReadonlyMap<Mode, Replies>
  /** Whether a turn that is taken twice, or lost, shows in any reply. */
  readonly showsTwice: readonly boolean[]
  readonly showsLost: readonly boolean[]
}

interface Replies {
  /** What each line is answered, by `contentOf`. */
  readonly lines: readonly Said[]
  /** What those that are said together are answered, the first one taken first, and the second one. */
  readonly together: readonly [Pair, Pair] | undefined
}

type Said = readonly string[]
type Pair = readonly [first: Said, second: Said]

export interface ReferenceParts {
  readonly reach: Reach
  readonly modes: readonly Mode[]
  /** A fresh conversation. */
  readonly open: (mode: Mode) => Thread
}

/** In the answer they are complete, so that mode comes first, and tells how many there are in the others. */
const FIRST: Mode = 'expectReplies'

export const playCalmly = async (script: Script, parts: ReferenceParts): Promise<Played> => {
  const lines = await chosen(script.steps, parts)
  const first = await repliesIn(FIRST, lines, script.together, parts, undefined)
  const replies = new Map<Mode, Replies>([[FIRST, first]])
  for (const mode of parts.modes)
    if (mode !== FIRST) replies.set(mode, await repliesIn(mode, lines, script.together, parts, first))
  const [showsTwice, showsLost]: [boolean[], boolean[]] = [[], []]
  for (const [place, line] of lines.entries()) {
    showsTwice.push(await shows(first.lines, lines.toSpliced(place, 0, line), place + 1, place, parts))
    showsLost.push(await shows(first.lines, lines.toSpliced(place, 1), place, place + 1, parts))
  }
  return { script: script.name, lines, together: script.together, replies, showsTwice, showsLost }
}

const chosen = async (steps: readonly Step[], parts: ReferenceParts): Promise<readonly string[]> => {
  const talk = await begin(FIRST, parts)
  const lines: string[] = []
  let offered: readonly string[] = []
  for (const step of steps) {
    const line = typeof step === 'string' ? step : (offered[Math.floor(step.choose * offered.length)] ?? step.otherwise)
    lines.push(line)
    offered = (await talk(line)).flatMap(choicesOf)
  }
  return lines
}

const repliesIn = async (
  mode: Mode,
  lines: readonly string[],
  together: Script['together'],
  parts: ReferenceParts,
  known: Replies | undefined,
): Promise<Replies> => {
  const play = async (more: readonly string[], expected: readonly Said[]) => {
    const talk = await begin(mode, parts)
    const said: Said[] = []
    for (const [i, line] of [...lines, ...more].entries()) said.push(await talk(line, expected[i]?.length))
    return said
  }
  const before = known?.lines ?? []
  if (!together) return { lines: await play([], before), together }
  const [forth = [[], []], back = [[], []]] = known?.together ?? []
  const [a, b] = together
  const ab = await play([a, b], [...before, ...forth])
  const ba = await play([b, a], [...before, back[1], back[0]])
  const [aFirst = [], bSecond = []] = ab.slice(lines.length)
  const [bFirst = [], aSecond = []] = ba.slice(lines.length)
  return {
    lines: ab.slice(0, lines.length),
    together: [
      [aFirst, bSecond],
      [aSecond, bFirst],
    ],
  }
}

/** Whether the changed lines, from `from` on, are ever answered otherwise than the calm ones from `calmFrom` on. */
const shows = async (
  calm: readonly Said[],
  lines: readonly string[],
  from: number,
  calmFrom: number,
  parts: ReferenceParts,
): Promise<boolean> => {
  const talk = await begin(FIRST, parts)
  for (const [i, line] of lines.entries()) {
    const said = await talk(line)
    if (i >= from && !isSame(said, calm[calmFrom + i - from] ?? [])) return true
  }
  return false
}

/** Says a line, resolves to what it is answered: so many replies, where they are not in the answer. */
type Talk = (line: string, count?: number) => Promise<Said>

const begin = async (mode: Mode, { reach, open }: ReferenceParts): Promise<Talk> => {
  const thread = open(mode)
  await persist(reach, (at, signal) => thread.begin(at, signal))
  let said = 0
  return async (text, count = 0) => {
    const { activity, replies } = await deliver(thread, { id: `said ${++said}`, text, mode }, reach)
    return (replies ?? (await come(thread, activity, count, reach))).map(({ content }) => content)
  }
}

/** Milliseconds. */
const PATIENCE = 3_000

const come = async (thread: Thread, activity: string, count: number, reach: Reach): Promise<readonly Heard[]> => {
  for (const end = Date.now() + PATIENCE; ; ) {
    const heard = await persist(reach, (at, signal) => thread.heard(at, activity, signal))
    if (heard.length >= count || Date.now() > end) return heard
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

export const isSame = (a: Said, b: Said): boolean => a.length === b.length && a.every((one, i) => one === b[i])
