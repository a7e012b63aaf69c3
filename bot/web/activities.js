// What the bot said, as this page shows it.

/** Of an action with an activity: what it replies to is left out. */
export const withoutQuestion = action => {
  const { replyToId, ...activity } = action.payload.activity
  return { ...action, payload: { ...action.payload, activity } }
}

/** An activity without what is shown otherwise, and with links that lead here. */
export const asShown = activity => withoutKnown(withoutTwin(withOwnPage(activity)))

/** What is known of the system stands on a card below the question, where it can be clicked: not in its text, too. */
const withoutKnown = activity => {
  const { text, channelData, attachments } = activity
  const known = channelData?.advise?.known
  if (!known || !attachments?.length || !text?.endsWith(known)) return activity
  return { ...activity, text: text.slice(0, -known.length).trimEnd(), channelData: { ...channelData, twin: text } }
}

/**
 * A card's text twin says what the card says, for those who cannot see cards. Here the card is seen, with its source, so
 * the text is left out of the transcript; screen readers announce it as it arrives.
 */
const withoutTwin = activity => {
  const { text, channelData, attachments } = activity
  if (channelData?.advise?.twin !== true || !attachments?.length || !text) return activity
  return { ...activity, text: '', channelData: { ...channelData, twin: text, 'webchat:fallback-text': plain(text) } }
}

/** "Open KB951251" leads to the article as the bot shows it, on this host: the bot does not know where it is reached. */
const withOwnPage = activity => {
  const article = activity.channelData?.advise?.article
  if (!article || !activity.attachments?.length) return activity
  const url = new URL(`/articles/${encodeURIComponent(article)}`, location.href).href
  const opening = action => (action.type === 'Action.OpenUrl' ? { ...action, url } : action)
  const element = item => (item.type === 'ActionSet' ? { ...item, actions: item.actions.map(opening) } : item)
  const attachments = activity.attachments.map(card => ({
    ...card,
    content: card.content?.body ? { ...card.content, body: card.content.body.map(element) } : card.content,
  }))
  return { ...activity, attachments }
}

/** Markdown as it is read aloud: without link addresses, marks and backslashes, but with every letter. */
const plain = markdown =>
  markdown
    .replace(/^\[[^\]]+\]:.*$/gm, '')
    .replace(/ \[\d+\]/g, '')
    .replace(/(?<!\\)\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)(\*\*|`+)/g, '')
    .replace(/\\([^\w\s]|_)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
