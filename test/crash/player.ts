import type { Heard, Mode, Receipt, Said, Thread } from './clients/thread.ts'
import { deliver, Gone, persist, type Reach, Unanswered } from './deliver.ts'
import type { Findings } from './findings.ts'
import { between, pick } from './random.ts'
import { isSame, type Played } from './reference.ts'

/** A turn that was acknowledged. */
export interface Acknowledged {
  /** What it is called in findings. */
  readonly turn: string
  readonly activity: string
  readonly text: string
  readonly mode: Mode
  /** Its place in the script; undefined for those that were said together. */
  readonly place: number | undefined
  /** The replies that it must have; of those said together, one for each order. */
  readonly expected: readonly (readonly string[])[]
}

/** A conversation that was played. */
export interface Talk {
  readonly name: string
  readonly thread: Thread
  readonly script: Played
  readonly turns: Acknowledged[]
  /** The bot says that there is no such conversation. */
  gone: boolean
  /** Turns whose sender gave up: the store may have them. */
  givenUp: number
}

export interface PlayParts {
  /** What the conversation is called in findings. */
  readonly label: string
  readonly thread: Thread
  readonly script: Played
  /** A channel's conversation mixes `expectReplies` and `normal`, as far as both are wanted. */
  readonly modes: readonly Mode[]
  readonly reach: Reach
  readonly findings: Findings
  readonly onAcknowledged: () => void
}

/** Chances of a turn. */
const TROUBLE = {
  /** It is delivered twice at the same time, maybe to two processes. */
  twin: 0.2,
  /** It is delivered once more when it has been acknowledged. */
  again: 0.1,
  /** The turn before it is delivered once more. */
  late: 0.05,
} as const

/** Milliseconds that a person waits for what is sent before going on: at least, at most. */
const READS = [50, 2_000] as const

/** Plays a script in a conversation, checks what can be checked at once, and resolves to what is left to be checked. */
export const play = async (parts: PlayParts): Promise<Talk> => {
  const { label, thread, script, reach, findings } = parts
  const turns: Acknowledged[] = []
  const talk: Talk = { name: label, thread, script, turns, gone: false, givenUp: 0 }
  try {
    await persist(reach, (at, signal) => thread.begin(at, signal))
    for (const [place, text] of script.lines.entries()) {
      const mode = pick(reach.random, parts.modes)
      const turn = `${label}, turn ${place + 1}`
      await takeTurn(parts, turns, turn, { id: `said ${place + 1}`, text, mode }, place)
      const last = turns.at(-1)
      if (last && mode !== 'expectReplies') await arrived(thread, last, reach, between(reach.random, ...READS))
    }
    await takeTogether(parts, turns)
  } catch (error) {
    if (error instanceof Gone) {
      talk.gone = true
      for (const { turn } of turns) findings.note('lost', turn, `its conversation is gone: ${error.message}`)
      if (turns.length === 0) findings.note('wrong', label, `it could not begin: ${error.message}`)
    } else if (error instanceof Unanswered) {
      talk.givenUp++
      findings.note('wrong', `${label}, turn ${turns.length + 1}`, error.message)
    } else throw error
  }
  return talk
}

const takeTurn = async (
  parts: PlayParts,
  turns: Acknowledged[],
  turn: string,
  said: Said,
  place: number,
): Promise<void> => {
  const { thread, reach, script, findings } = parts
  const before = turns.at(-1)
  const deliverOnce = () => deliver(thread, said, reach)
  const receipts = await Promise.all(reach.random() < TROUBLE.twin ? [deliverOnce(), deliverOnce()] : [deliverOnce()])
  const [first] = receipts as [Receipt]
  const expected = [script.replies.get(said.mode)?.lines[place] ?? []]
  turns.push({ turn, activity: first.activity, text: said.text, mode: said.mode, place, expected })
  parts.onAcknowledged()
  if (reach.random() < TROUBLE.again) receipts.push(await deliverOnce())
  checkAnswer(turn, first, expected, findings)
  checkAlike(turn, receipts, findings)
  if (before?.place !== undefined && reach.random() < TROUBLE.late) await redeliver(parts, before, before.place)
}

/** A channel may be late with its second delivery: the conversation has gone on, and the answer is still the old one. */
const redeliver = async ({ thread, reach, findings }: PlayParts, before: Acknowledged, place: number) => {
  const { turn, text, mode, activity, expected } = before
  const receipt = await deliver(thread, { id: `said ${place + 1}`, text, mode }, reach)
  if (receipt.activity !== activity) findings.note('doubled', turn, 'delivered again later, it got another id')
  const said = receipt.replies?.map(({ content }) => content)
  if (said && !expected.some(one => isSame(one, said)))
    findings.note('doubled', turn, `delivered again later, it was answered ${short(said)}`)
}

/** Two at once: whichever is taken first, both are answered as in one of the two orders. */
const takeTogether = async (parts: PlayParts, turns: Acknowledged[]): Promise<void> => {
  const { label, thread, script, reach, findings } = parts
  const mode = pick(reach.random, parts.modes)
  const orders = script.replies.get(mode)?.together
  if (!script.together || !orders) return
  const said = script.together.map((text, i): Said => ({ id: `said together ${i + 1}`, text, mode }))
  const receipts = await Promise.all(said.map(one => deliver(thread, one, reach)))
  for (const [i, receipt] of receipts.entries()) {
    const turn = `${label}, together ${i + 1}`
    const expected = orders.map(order => order[i] ?? [])
    const { activity } = receipt
    turns.push({ turn, activity, text: said[i]?.text ?? '', mode, place: undefined, expected })
    parts.onAcknowledged()
    checkAnswer(turn, receipt, expected, findings)
  }
  checkOrder(
    turns,
    receipts.map(({ replies }) => replies),
    findings,
  )
}

/** Both answered as if each had been the first: the second one was taken on a state that the first had left behind. */
export const checkOrder = (
  turns: readonly Acknowledged[],
  heard: readonly (readonly Heard[] | undefined)[],
  findings: Findings,
): void => {
  const [a, b] = turns.slice(-2)
  const [saidA, saidB] = heard.map(one => one?.map(({ content }) => content))
  if (!a || !b || !saidA || !saidB) return
  const fits = (order: number) => isSame(a.expected[order] ?? [], saidA) && isSame(b.expected[order] ?? [], saidB)
  if (!fits(0) && !fits(1)) findings.note('wrong', b.turn, 'it and the one said with it fit no order')
}

const checkAnswer = (turn: string, { replies }: Receipt, expected: Acknowledged['expected'], findings: Findings) => {
  const said = replies?.map(({ content }) => content)
  if (said && !expected.some(one => isSame(one, said)))
    findings.note('wrong', turn, `answered ${short(said)} instead of ${short(expected[0] ?? [])}`)
}

const checkAlike = (turn: string, [first, ...others]: readonly Receipt[], findings: Findings): void => {
  for (const other of others)
    if (JSON.stringify(other) !== JSON.stringify(first))
      findings.note('doubled', turn, 'delivered again, it was answered otherwise, or with other ids')
}

/** Waits until the replies have come, but no longer than so many milliseconds. Resolves to whether they have. */
export const arrived = async (
  thread: Thread,
  { activity, expected }: Acknowledged,
  reach: Reach,
  patience: number,
): Promise<boolean> => {
  const count = Math.min(...expected.map(one => one.length))
  for (const end = Date.now() + patience; ; ) {
    const heard = await persist(reach, (at, signal) => thread.heard(at, activity, signal))
    if (heard.length >= count) return true
    if (Date.now() > end) return false
    await new Promise(resolve => setTimeout(resolve, between(reach.random, 30, 100)))
  }
}

export const short = (said: readonly string[]): string => {
  const texts = said.map(one => (JSON.parse(one) as { readonly text?: string }).text ?? one)
  return `${said.length} (${texts.map(text => JSON.stringify(text.slice(0, 80))).join(', ')})`
}
