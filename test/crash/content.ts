/** What a person sees of an activity; ids, times and addresses differ from run to run. */
const SEEN = [
  ...['type', 'text', 'textFormat', 'summary', 'speak', 'inputHint', 'name', 'value'],
  ...['attachments', 'attachmentLayout', 'suggestedActions', 'entities'],
]

/** Whom suggestions are for, the person of this conversation; and the name of a card that can be clicked. */
const UNSEEN = new Set(['to', 'nonce'])

/**
 * What a reply says, as a string that is the same when it says the same. `names`: the conversation's and the person's
 * own, which may stand in it.
 */
export const contentOf = (activity: object, names: readonly string[]): string => {
  const seen = Object.fromEntries(SEEN.map(key => [key, (activity as Readonly<Record<string, unknown>>)[key]]))
  return names.reduce((text, name) => text.replaceAll(name, '…'), JSON.stringify(plain(seen)))
}

/** Sorted, and without what is empty: the SDK leaves that out on one way and not on the other. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value)
    .filter(([key, inner]) => !UNSEEN.has(key) && inner !== null && inner !== undefined && !isEmptyList(inner))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(kept.map(([key, inner]) => [key, plain(inner)]))
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** The titles that a reply offers below the compose box, or on its card. */
export const choicesOf = (content: string): readonly string[] => {
  const { suggestedActions, attachments = [] } = JSON.parse(content) as {
    readonly suggestedActions?: { readonly actions?: readonly Offered[] }
    readonly attachments?: readonly {
      readonly content?: { readonly body?: readonly { readonly actions?: readonly Offered[] }[] }
    }[]
  }
  const onCards = attachments.flatMap(({ content: card }) => card?.body ?? []).flatMap(({ actions = [] }) => actions)
  return [...(suggestedActions?.actions ?? []), ...onCards.filter(({ data }) => data?.choice)].map(({ title }) => title)
}

interface Offered {
  readonly title: string
  readonly data?: { readonly choice?: unknown }
}
