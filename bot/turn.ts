import type { Message, Reply } from '../dialogs/index.ts'

/**
 * One turn of a conversation: load its state, respond, save. Turns of one conversation run one after the other; a
 * failing turn changes nothing. Rejects only when the store or the knowledge cannot be reached.
 */
export type TakeTurn = (conversationId: string, message: Message) => Promise<readonly Reply[]>
