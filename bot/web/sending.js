// What becomes of what the person sends. Web Chat alone says only after twenty seconds that a message failed, and sends it
// again as another message; here it is known at once, and sent again under the same name, so that the bot takes it once.

const POST = 'DIRECT_LINE/POST_ACTIVITY'

const nameOf = activity => activity.channelData?.clientActivityID
const statusOf = activity => activity.channelData?.['webchat:send-status']

/** Listens to what a connection sends. `on.failed` when something could not be sent. */
export const createSending = (directLine, on) => {
  const post = directLine.postActivity.bind(directLine)
  /** Names of what the bot took. */
  const taken = new Set()
  let dispatch = () => {}

  const tell = (what, activity) =>
    dispatch({ type: `${POST}_${what}`, meta: { clientActivityID: nameOf(activity) }, payload: { activity } })

  const fail = activity => {
    tell('REJECTED', activity)
    on.failed(activity)
  }
  const take = activity => {
    taken.add(nameOf(activity))
    tell('FULFILLED', activity)
  }

  /** DirectLineJS says "retry" where the bot could not be reached, or could not take it now. */
  const send = (activity, observer = {}) =>
    post(activity).subscribe({
      next: id => {
        if (id === 'retry') fail(activity)
        else take({ ...activity, id })
        observer.next?.(id)
      },
      error: error => {
        fail(activity)
        observer.error?.(error)
      },
      complete: () => observer.complete?.(),
    })
  directLine.postActivity = activity => ({ subscribe: observer => send(activity, observer) })

  const sendAgain = activity => {
    const { state, webChat, 'webchat:send-status': _, 'webchat:sequence-id': __, ...channelData } = activity.channelData
    const again = { ...activity, localTimestamp: new Date().toISOString(), channelData }
    tell('PENDING', again)
    send(again)
  }

  return store => {
    dispatch = store.dispatch
    return next => action => {
      const activity = action.payload?.activity
      if (action.type === POST && nameOf(activity)) return sendAgain(activity)
      // Web Chat waits for it to come back, in vain where the person had everything deleted; or the answer was lost.
      if (action.type === `${POST}_REJECTED` && taken.has(action.meta.clientActivityID)) return action
      const result = next(action)
      if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && activity.from.role === 'user' && nameOf(activity))
        take(activity)
      return result
    }
  }
}

/** Milliseconds between two clicks that are one. */
const DOUBLE_CLICK = 600

/** A double click on an answer says it once. */
export const saidOnce = () => {
  let last = { text: undefined, at: 0 }
  return next => action => {
    if (action.type !== 'WEB_CHAT/SEND_MESSAGE' || action.payload.method !== 'imBack') return next(action)
    const { text } = action.payload
    const isAgain = text === last.text && Date.now() - last.at < DOUBLE_CLICK
    last = { text, at: Date.now() }
    return isAgain ? action : next(action)
  }
}

/** What the person wrote that did not arrive, and what stands in the send box. */
export const unsent = store => {
  const { activities, sendBoxValue } = store.getState()
  const failed = activities.filter(({ from, text }) => from.role === 'user' && text).filter(isOpen)
  return [...failed.map(({ text }) => text), sendBoxValue].filter(Boolean).join('\n')
}

const isOpen = activity => ['sending', 'send failed'].includes(statusOf(activity))
