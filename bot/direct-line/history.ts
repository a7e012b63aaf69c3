import { z } from 'zod'
import type { Spoken, Store } from '../storage/store.ts'
import { nameOf } from './web-chat-channel.ts'

/** A conversation that somebody can go on with. */
export interface Earlier {
  readonly conversationId: string
  /** What the person said first. */
  readonly about: string
  /** When it was spoken in last: ISO 8601. */
  readonly at: string
}

/** What a list can show; whoever wants an older one describes the problem anew. */
const MOST = 8
const LONGEST_ABOUT = 120

/** The conversations of web chat in which a visitor has said something, the newest first. */
export const earlierOf = async (
  store: Pick<Store<unknown>, 'conversationsOf'>,
  userId: string,
): Promise<readonly Earlier[]> => {
  const found = await store.conversationsOf(userId, MOST)
  return found.flatMap(spoken => {
    const [conversationId, about] = [idIn(spoken.conversation), aboutIn(spoken)]
    if (conversationId === undefined || about === undefined) return []
    return [{ conversationId, about, at: new Date(spoken.at).toISOString() }]
  })
}

/** Ids are ours, and stand in names as they are; another channel's conversation has none that can be opened here. */
const idIn = (conversation: string): string | undefined => {
  const id = conversation.split('|')[1] ?? ''
  return /^[\w-]{22}$/.test(id) && nameOf(id) === conversation ? id : undefined
}

const aboutIn = ({ opening }: Spoken): string | undefined => {
  for (const activity of opening) {
    const heard = spokenByPerson.safeParse(JSON.parse(activity))
    if (heard.success) return heard.data.text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_ABOUT)
  }
  return undefined
}

const spokenByPerson = z.object({
  type: z.literal('message'),
  from: z.object({ role: z.literal('user') }),
  text: z.string().regex(/\S/),
})
