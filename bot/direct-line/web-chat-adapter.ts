import { randomUUID } from 'node:crypto'
import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder'
import type { Log } from '../log.ts'
import type { Json } from './body.ts'
import type { Conversation } from './conversation.ts'

export type Handle = (context: TurnContext) => Promise<void>

interface Surroundings {
  readonly handle: Handle
  readonly log: Log
  readonly now: () => number
}

const BOT = { id: 'advise', name: 'Advise', role: 'bot' }
/** Never delivered by a channel: `trace` is for emulators, an invoke's answer is not part of the conversation. */
const UNSEEN = new Set(['trace', 'invokeResponse', 'delay'])
/** What a caller may say of an activity. Others would change how the SDK runs the turn (`deliveryMode`, `relatesTo` …). */
const ACCEPTED = [
  ...['text', 'textFormat', 'locale', 'value', 'valueType', 'name', 'label', 'code', 'replyToId'],
  ...[
    'channelData',
    'entities',
    'localTimezone',
    'summary',
    'speak',
    'importance',
    'reactionsAdded',
    'reactionsRemoved',
  ],
]
const MAX_FILES = 20
const APOLOGY =
  'Sorry, something went wrong on my side, and I could not answer that. Please send it again. If it keeps happening, ' +
  'the log of the bot says why.'

/** Runs turns in this process and puts what the bot says into the conversation. */
export class WebChatAdapter extends BotAdapter {
  readonly #surroundings: Surroundings
  readonly #conversation: Conversation

  constructor(conversation: Conversation, surroundings: Surroundings) {
    super()
    this.#conversation = conversation
    this.#surroundings = surroundings
  }

  /** Takes what a person did: shows it, then lets the bot answer in its turn. Returns the activity's id. */
  receive(sent: Json): string {
    const activity = { ...this.#stamp(), ...this.#accepted(sent), from: this.#user(), recipient: BOT }
    // The sender's own activity comes back first, or Web Chat shows it as "sending" and, later, as failed.
    if (activity.type !== 'typing') this.#conversation.append(activity)
    this.#conversation.queue(() => this.#turn(activity))
    return activity.id
  }

  /** Tells the bot that the person is here, so that it greets. Nobody sees this activity. */
  join(locale: string | undefined): void {
    const joined = { type: 'conversationUpdate', membersAdded: [this.#user()], membersRemoved: [], locale }
    const activity = { ...this.#stamp(), ...joined, from: this.#user(), recipient: BOT }
    this.#conversation.queue(() => this.#turn(activity))
  }

  async #turn(activity: object): Promise<void> {
    const { handle, log, now } = this.#surroundings
    const context = new TurnContext(this, { ...activity, timestamp: new Date(now()) } as Activity)
    try {
      await this.runMiddleware(context, handle)
    } catch (error) {
      const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
      log.error('a web chat turn failed', { conversation: this.#conversation.id, error: cause })
      this.#say({ type: 'message', text: APOLOGY, inputHint: 'acceptingInput' }, undefined)
    }
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map(activity => ({
      id: UNSEEN.has(activity.type ?? '') ? '' : this.#say(activity, context.activity.id),
    }))
  }

  override async updateActivity(): Promise<void> {
    throw new Error('Web chat cannot change what was said; send a new activity instead.')
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('Web chat cannot take back what was said; send a new activity instead.')
  }

  override async continueConversation(): Promise<void> {
    throw new Error('Web chat has no messages out of turn yet; answer within the turn.')
  }

  #say(activity: Partial<Activity>, replyToId: string | undefined): string {
    const said = {
      ...activity,
      ...this.#stamp(),
      from: BOT,
      recipient: this.#user(),
      ...(replyToId ? { replyToId } : {}),
    }
    this.#conversation.append(said)
    return said.id
  }

  /** What only the server may say: a caller's own id, time or conversation is never believed. */
  #stamp() {
    const conversation = { id: this.#conversation.id }
    const timestamp = new Date(this.#surroundings.now()).toISOString()
    return { id: randomUUID(), timestamp, channelId: 'webchat', serviceUrl: 'urn:advise:web-chat', conversation }
  }

  #user() {
    return { id: this.#conversation.userId, name: '', role: 'user' }
  }

  #accepted(sent: Json): { readonly type: string } {
    const taken = Object.fromEntries(ACCEPTED.flatMap(name => (sent[name] === undefined ? [] : [[name, sent[name]]])))
    const files = Array.isArray(sent.attachments) ? sent.attachments.slice(0, MAX_FILES).map(withoutContent) : undefined
    return { ...taken, type: String(sent.type), ...(files ? { attachments: files } : {}) }
  }
}

/** The bot reads no files; keeping their contents would only cost memory. */
const withoutContent = (attachment: unknown) => {
  const { name, contentType } = (attachment ?? {}) as Json
  return { name: String(name ?? '').slice(0, 200), contentType: String(contentType ?? '').slice(0, 100) }
}
