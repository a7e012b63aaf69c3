import { pick, type Random } from './random.ts'

/** What one person says in a conversation, one thing after the other. */
export interface Script {
  readonly name: string
  readonly steps: readonly Step[]
  /** Said in the end without waiting, so that nobody knows which is taken first. */
  readonly together: readonly [string, string] | undefined
}

/** Words, or a choice: which one of those that are offered (0: the first, towards 1: the last), or words if none are. */
export type Step = string | { readonly choose: number; readonly otherwise: string }

const GREETINGS = ['hello', 'good morning', 'hi there']

const DESCRIPTIONS = [
  'Our MAPI application gets no notifications. Exchange 2007 SP1 Update Rollup 2.',
  'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008',
  'our mapi program does not receive callbacks any more',
  'MAPI notifications do not work in our mail archiver, we run Exchange 2007',
  'no notifications reach the fax gateway since we moved its mailbox to another server',
  'The coffee machine on the second floor leaks water.',
  'Outlook asks for the password again and again',
]

const VERSIONS = [
  'Windows Server 2008',
  'Exchange 2007 SP1',
  'it is build 8.1.291.2',
  'SP1 with update rollup 2',
  'sorry, it is Windows Server 2003',
  'not sure',
]

const REQUESTS = [
  'where do I download it?',
  'does it need a reboot?',
  'is there a workaround?',
  'why does this happen?',
  'show me the article',
  'does that also fix Exchange 2010?',
  'will SP3 fix it?',
  'what is build 8.1.291.2?',
  'which rollup do I have?',
  'KB951251',
  'what else could it be?',
  'how do I find out?',
  'why do you ask?',
]

const CLOSINGS = ['that did it, many thanks!', 'thanks', 'that did not help', 'none of these', 'one moment please']

/** So many scripts of 5 to 10 steps, the same for the same chance. */
export const makeScripts = (random: Random, count: number): readonly Script[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `script ${i + 1}`,
    steps: makeSteps(random),
    together: random() < 0.4 ? [pick(random, REQUESTS), pick(random, [...VERSIONS, ...CLOSINGS])] : undefined,
  }))

const makeSteps = (random: Random): readonly Step[] => {
  const some = <T>(most: number, make: () => T): readonly T[] =>
    Array.from({ length: 1 + Math.floor(random() * most) }, make)
  const answer = (): Step =>
    random() < 0.6 ? { choose: random(), otherwise: pick(random, VERSIONS) } : pick(random, VERSIONS)
  return [
    ...(random() < 0.5 ? [pick(random, GREETINGS)] : []),
    pick(random, DESCRIPTIONS),
    ...some(3, answer),
    ...some(3, () => pick(random, REQUESTS)),
    pick(random, CLOSINGS),
    ...(random() < 0.4 ? ['new problem', pick(random, DESCRIPTIONS)] : []),
  ]
}
