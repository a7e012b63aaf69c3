import { Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import { Conversation, type Keeping } from './conversation.ts'
import type { Bearer } from './tokens.ts'

/** All conversations that are open in this process: a bounded number. */
export interface Conversations {
  /** The bearer's conversation, started if need be; `isNew` when it was. */
  start(bearer: Bearer): { readonly conversation: Conversation; readonly isNew: boolean }
  /** @throws Refusal 404 */
  find(id: string): Conversation
  forgetIdle(): void
  close(): void
}

export const createConversations = (keeping: Keeping, log: Log): Conversations => {
  const { limits, now, transcripts } = keeping
  /** Longest unused first: a conversation is put back at the end when it is used. */
  const byId = new Map<string, Conversation>()

  const forget = (conversation: Conversation) => {
    byId.delete(conversation.id)
    conversation.close()
    transcripts
      .forget(conversation.id)
      .catch(error => log.warn('a transcript was not forgotten', { conversation: conversation.id, error }))
  }
  const use = (conversation: Conversation): Conversation => {
    byId.delete(conversation.id)
    byId.set(conversation.id, conversation)
    conversation.lastUsed = now()
    return conversation
  }
  const makeRoom = () => {
    if (byId.size < limits.conversations) return
    const idle = [...byId.values()].find(({ listeners }) => listeners === 0)
    if (!idle) {
      throw new Refusal(
        503,
        'ServiceUnavailable',
        `${byId.size} conversations are open; close one, then try again.`,
        30,
      )
    }
    forget(idle)
  }

  return {
    start: ({ conversationId, userId }) => {
      const known = byId.get(conversationId)
      if (known) return { conversation: use(known), isNew: false }
      makeRoom()
      return { conversation: use(new Conversation(conversationId, userId, keeping)), isNew: true }
    },
    find: id => {
      const known = byId.get(id)
      if (!known)
        throw new Refusal(404, 'ConversationNotFound', 'There is no such conversation (any more); start a new one.')
      return use(known)
    },
    forgetIdle: () => {
      for (const conversation of byId.values()) {
        if (conversation.listeners === 0 && now() - conversation.lastUsed > limits.idle) forget(conversation)
      }
    },
    close: () => {
      for (const conversation of byId.values()) conversation.close()
      byId.clear()
    },
  }
}
