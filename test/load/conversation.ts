/** What one person has to say. */
export interface Script {
  readonly opening: string
  readonly version: string
}

/** A reply as it comes over HTTP, as far as it is read here. */
interface Activity {
  readonly text?: string
  readonly suggestedActions?: { readonly actions: readonly { readonly value: unknown }[] }
}

/** One person's conversation: an opening, the first choice that is offered, a version, thanks. */
export interface Conversation {
  readonly id: string
  readonly script: Script
  /** Nothing was said in it before this script. */
  readonly isNew: boolean
  /** Turns that were taken in it, those before this script included. */
  readonly turns: () => number
  /** The body of the next message. */
  next(): string
  /** Takes in what was answered. Returns what is wrong with it. */
  hear(status: number, body: string): string | undefined
  isOver(): boolean
  /** All that was answered, without ids and times: the same script is answered the same every time. */
  heard(): string
}

/** @param earlier turns that this conversation had before */
export const createConversation = (id: string, script: Script, earlier = 0): Conversation => {
  let said = 0
  let choice: string | undefined
  const heard: unknown[] = []
  const lines = [() => script.opening, () => choice ?? 'Not sure', () => script.version, () => 'thanks']
  return {
    id,
    script,
    isNew: earlier === 0,
    turns: () => earlier + said,
    next: () => {
      const text = lines[said]?.()
      if (text === undefined) throw new Error('Everything has been said.')
      said++
      return messageOf(id, earlier + said, text)
    },
    hear: (status, body) => {
      if (status !== 200) return `HTTP ${status} to turn ${said} of "${script.opening}": ${body.slice(0, SHOWN)}`
      const activities = activitiesIn(body)
      if (activities.length === 0) return `No reply to turn ${said} of "${script.opening}": ${body.slice(0, SHOWN)}`
      choice = undefined
      for (const { text, suggestedActions } of activities) {
        const choices = suggestedActions?.actions.map(({ value }) => value)
        if (choices) choice = String(choices[0])
        heard.push(text, choices)
      }
      return undefined
    },
    isOver: () => said === lines.length,
    heard: () => JSON.stringify(heard),
  }
}

/** Characters of an answer that is told. */
const SHOWN = 200

const activitiesIn = (body: string): readonly Activity[] => {
  try {
    return (JSON.parse(body) as { activities?: readonly Activity[] }).activities ?? []
  } catch {
    return []
  }
}

const messageOf = (id: string, turn: number, text: string): string =>
  JSON.stringify({
    type: 'message',
    id: `${id}-${turn}`,
    timestamp: new Date().toISOString(),
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:1',
    from: { id: `user-${id}`, name: 'User' },
    recipient: { id: 'bot', name: 'Bot' },
    conversation: { id },
    locale: 'en-US',
    textFormat: 'plain',
    text,
    deliveryMode: 'expectReplies',
  })
