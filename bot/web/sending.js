// What becomes of what the person sends. Web Chat alone says only after twenty seconds that a message failed, and sends it
// again as another message; here it is known at once, and sent again under the same name, so that the bot takes it once.

const POST = 'DIRECT_LINE/POST_ACTIVITY'

const nameOf = activity => activity.channelData?.clientActivityID
const statusOf = activity => activity.channelData?.['webchat:send-status']

/** Listens to what a connection sends. `on.failed` when something could not be sent. */
export const createSending = (directLine, on) => {
  const post = directLine.postActivity.bind(directLine)
  /** Names of what failed or was sent again, until it comes back; and of all that came back. */
  const open = new Set()
  const arrived = new Set()
  let dispatch = () => {}

  const tell = (what, activity) =>
    dispatch({ type: `${POST}_${what}`, meta: { clientActivityID: nameOf(activity) }, payload: { activity } })

  const fail = activity => {
    // Only the answer was lost.
    if (arrived.has(nameOf(activity))) return
    open.add(nameOf(activity))
    tell('REJECTED', activity)
    on.failed()
  }

  /** DirectLineJS says "retry" where the bot could not be reached, or could not take it now. */
  const send = (activity, observer = {}) =>
    post(activity).subscribe({
      next: id => {
        if (id === 'retry') fail(activity)
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
    open.add(nameOf(again))
    tell('PENDING', again)
    send(again)
  }

  return store => {
    dispatch = store.dispatch
    return next => action => {
      const activity = action.payload?.activity
      if (action.type === POST && nameOf(activity)) return sendAgain(activity)
      const result = next(action)
      if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && activity.from.role === 'user' && nameOf(activity)) {
        arrived.add(nameOf(activity))
        if (open.delete(nameOf(activity))) tell('FULFILLED', activity)
      }
      return result
    }
  }
}

/** What the person wrote that did not arrive, and what stands in the send box. */
export const unsent = store => {
  const { activities, sendBoxValue } = store.getState()
  const failed = activities.filter(({ from, text }) => from.role === 'user' && text).filter(isOpen)
  return [...failed.map(({ text }) => text), sendBoxValue].filter(Boolean).join('\n')
}

const isOpen = activity => ['sending', 'send failed'].includes(statusOf(activity))
