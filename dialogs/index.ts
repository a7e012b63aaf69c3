/** The door of the room: one turn in, replies out. */
export type { Response } from './conclude.ts'
export type { Message } from './message.ts'
export { typed } from './message.ts'
export type { Choice, Citation, Part, Reply } from './reply.ts'
export { createRespond, type Respond } from './respond.ts'
export type { State } from './state.ts'
export { loadTexts, type Texts } from './texts.ts'
