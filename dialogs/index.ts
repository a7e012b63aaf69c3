export type { Message } from './message.ts'
export { typed } from './message.ts'
export type { Choice, Citation, Part, Reply } from './reply.ts'
export type { State } from './state.ts'
