// Other tabs with this page. Each has a conversation of its own; that of an open one can be gone on with here, too. Nothing
// is kept for it: when the last tab is closed, nobody who comes after finds it.

const PATIENCE = 500

const channel = new BroadcastChannel('advise.tabs')
const waiting = new Set()
let mine = () => undefined

channel.addEventListener('message', ({ data }) => {
  if (data.asks) {
    const conversation = mine()
    if (conversation) channel.postMessage({ conversation })
  }
  if (data.conversation) for (const take of waiting) take(data.conversation)
})

/** `current` gives the conversation that stands in this tab; undefined where nothing was said yet. */
export const share = current => {
  mine = current
}

/** A conversation that stands in another tab; undefined where there is none. */
export const findShared = () =>
  new Promise(resolve => {
    const take = conversation => {
      waiting.delete(take)
      resolve(conversation)
    }
    waiting.add(take)
    setTimeout(take, PATIENCE)
    channel.postMessage({ asks: true })
  })
