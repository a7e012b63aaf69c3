/** The door of the room: one turn in, replies out. */
export type { Message } from './message.ts'
export { typed } from './message.ts'
export type { Effect, Outcome, Response } from './outcome.ts'
export type { Choice, Chosen, Citation, Part, Reply } from './reply.ts'
export { createRespond, type Respond } from './respond.ts'
export { type Changed, sayChanged } from './saying/notice.ts'
export type { State } from './state.ts'
export { loadTexts, type Texts } from './texts/texts.ts'
