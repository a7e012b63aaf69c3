import { asShown, withoutQuestion } from './activities.js'
import { offerCopies } from './commands.js'
import { begin, forget, isSamePerson, keep, kept, resume, watch } from './conversation.js'
import { attach, direction, isEmbedded, needsSignIn } from './embedded.js'
import { takeFiles } from './files.js'
import { dismiss, remember, showEarlier } from './history.js'
import { hasLastingNotice, notify, tellUnseen } from './notice.js'
import { createSending, saidOnce, unsent } from './sending.js'
import { findShared, share } from './tabs.js'
import { copyText, firstWordsOf, saveText, transcriptOf } from './transcript.js'
import { adaptiveCardsHostConfig, styleOptions } from './web-chat-look.js'
import { say } from './words.js'

/** Milliseconds in which what was said comes again. */
const PATIENCE = 700

/** What Web Chat sends for a click on one of its thumbs. */
const OPINION = 'webchat:activity-status/feedback'

const element = id => document.getElementById(id)
const nonce = document.querySelector('script[nonce]').nonce
const onPhone = matchMedia('(hover: none)')

/** What is shown now: `end` stops it. */
let session

/** `draft`: what is to stand in the send box, asked for at the last moment; `back`: the conversation to go back to. */
const start = async ({ fresh = false, back, draft = () => '' } = {}) => {
  session?.end()
  setReady(false)
  const signedIn = needsSignIn ? await begin() : undefined
  const last = back ?? (fresh ? undefined : kept())
  const before = last && (!signedIn || isSamePerson(last, signedIn)) ? last : undefined
  const resumed = before && (await resume(before))
  const conversation = resumed ?? signedIn ?? (await begin())
  session = open(conversation, { resumed: resumed !== undefined, draft })
  if (before && !resumed) {
    dismiss(before)
    notify(say('earlier-ended'))
  }
  if (!resumed) listEarlier(session)
  if (!last && !fresh) void offerOther(session)
}

const listEarlier = shown =>
  void showEarlier(element('earlier'), { current: shown.current(), isWanted: () => session === shown, open: goBack })

/** A conversation that was gone on with, in which nothing was said before. */
const welcomeBack = () => {
  showWelcome(true)
  listEarlier(session)
}

const offerOther = async shown => {
  const other = await findShared()
  if (!other || session !== shown || somethingIsSaid() || hasLastingNotice()) return
  notify(say('other-tab'), { action: [say('go-on-here'), () => goBack(other)] })
}

const connect = ({ conversationId, token }, { resumed }) => {
  const directLine = window.WebChat.createDirectLine({
    domain: `${location.origin}/v3/directline`,
    token,
    ...(resumed ? { conversationId } : {}),
  })
  // The bot is near: ask again soon, not after 3 to 15 seconds.
  directLine.getRetryDelay = () => 1000
  directLine.timeout = 5000
  return directLine
}

const open = (conversation, { resumed, draft }) => {
  const directLine = connect(conversation, { resumed })
  const text = draft() || asked()
  let over = false
  const slow = setTimeout(() => notify(say('getting-ready'), { stays: true }), 2000)
  const current = () => ({ conversationId: conversation.conversationId, token: directLine.token ?? conversation.token })
  const keepCurrent = () => keep(current())

  const watching = watch(current, {
    lost: () => notify(say('connection-lost'), { stays: true, bad: true }),
    back: () => notify(say('connected-again')),
    gone: () => begunAnew(store),
    stuck: () => attempt(() => start({ draft: () => unsent(store) })),
  })
  const sending = createSending(directLine, {
    failed: ({ type }) => {
      if (!hasLastingNotice()) notify(say(type === 'message' ? 'not-taken' : 'opinion-not-taken'), { bad: true })
      watching.look()
    },
  })
  const store = createStore(sending, {
    connected: () => {
      clearTimeout(slow)
      keepCurrent()
      window.addEventListener('pagehide', keepCurrent)
      setReady(true)
      if (resumed) setTimeout(() => over || firstWordsOf(store.getState().activities) || welcomeBack(), PATIENCE)
      if (focusIsAwaited && document.hasFocus()) focusSendBox()
      if (hasLastingNotice()) notify('')
    },
    refused: () => {
      clearTimeout(slow)
      if (!over) tryAgain(say('not-opened'), () => start({ draft: () => unsent(store) }))
    },
  })
  render(directLine, store)
  if (text) store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } })
  showWelcome(!resumed)
  return {
    current,
    store,
    say: text => store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text, method: 'keyboard' } }),
    end: () => {
      over = true
      clearTimeout(slow)
      watching.stop()
      window.removeEventListener('pagehide', keepCurrent)
      directLine.end()
    },
  }
}

/** What an article's page leads here with (`#ask=KB951251`): to be sent, or not, by who reads it. Once. */
const asked = () => {
  const text = new URLSearchParams(location.hash.slice(1)).get('ask') ?? ''
  if (text) history.replaceState(null, '', location.pathname + location.search)
  return text.slice(0, 200)
}

const render = (directLine, store) =>
  window.WebChat.renderWebChat(
    {
      directLine,
      store,
      nonce,
      locale: say('locale'),
      dir: direction,
      styleOptions,
      adaptiveCardsHostConfig,
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: say('placeholder') },
    },
    // A new element each time: Web Chat keeps no state from the conversation before.
    freshWindow(),
  )

const begunAnew = store =>
  attempt(async () => {
    await start({ fresh: true, draft: () => unsent(store) })
    notify(say('begun-anew'))
  })

/** Web Chat's store, which also tells the page what it needs to know. */
const createStore = (sending, on) =>
  window.WebChat.createStore({}, saidOnce, sending, () => next => action => {
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') on.connected()
    if (action.type === 'DIRECT_LINE/CONNECT_REJECTED') on.refused()
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY' && action.payload.activity.type === 'message') showWelcome(false)
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_FULFILLED' && action.payload.activity.name === OPINION)
      notify(say('opinion-taken'))
    // Web Chat holds a reply back until it has what it replies to, in vain where that was deleted. Ours come in order.
    if (action.type === 'DIRECT_LINE/QUEUE_INCOMING_ACTIVITY') return next(withoutQuestion(action))
    // It would stand there for half a second after the connection is made; the page's own notice says when it is lost.
    if (action.type === 'WEB_CHAT/SET_NOTIFICATION' && action.payload.message === 'connecting') return action
    if (action.type !== 'DIRECT_LINE/INCOMING_ACTIVITY') return next(action)
    const { activity } = action.payload
    if (activity.type === 'message' && activity.from.role === 'user') showWelcome(false)
    return next({ ...action, payload: { ...action.payload, activity: asShown(activity) } })
  })

const freshWindow = () => {
  const fresh = document.createElement('div')
  fresh.className = 'chat__web-chat'
  element('chat').replaceChildren(fresh)
  return fresh
}

const showWelcome = shown => {
  element('welcome').hidden = !shown
  element('tools').hidden = shown
}

const setReady = ready => {
  for (const button of element('examples').querySelectorAll('button')) button.disabled = !ready
}

/** Whoever signs in meanwhile opens the panel again, and is looked at again. */
let isRefused = false
const attempt = async action => {
  try {
    await action()
  } catch (error) {
    isRefused = error.isFinal === true
    if (isRefused) notify(error.message, { stays: true, bad: true })
    else tryAgain(say('not-reached', { why: error.message }), action)
  }
}

const tryAgain = (why, action) => {
  notify(why, { stays: true, bad: true })
  setTimeout(() => attempt(action), 3000)
}

/** The widget may be opened before there is a send box. */
let focusIsAwaited = false
const awaitFocus = () => {
  focusIsAwaited = true
  focusSendBox()
  if (!isRefused) return
  isRefused = false
  notify('')
  void attempt(() => start())
}

const focusSendBox = () => {
  // On a phone this would push the keyboard over what the person wants to read.
  if (!onPhone.matches) document.querySelector('[data-id="webchat-sendbox-input"]')?.focus()
}

const addExamples = () => {
  for (const text of say('examples').split('\n')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'examples__button'
    button.textContent = text
    button.disabled = true
    button.addEventListener('click', () => {
      session.say(text)
      focusSendBox()
    })
    const item = document.createElement('li')
    item.append(button)
    element('examples').append(item)
  }
}

const somethingIsSaid = () => element('welcome').hidden
const saidSoFar = () => (somethingIsSaid() ? session?.current() : undefined)

const startOver = () => {
  const before = saidSoFar()
  if (before) remember({ ...before, about: firstWordsOf(session.store.getState().activities) })
  return attempt(async () => {
    forget()
    notify('')
    await start({ fresh: true })
    focusSendBox()
    if (before) notify(say('new-conversation'), { action: [say('go-back'), () => goBack(before)] })
  })
}

const goBack = back =>
  attempt(async () => {
    notify('')
    await start({ back })
    focusSendBox()
  })

const toldSoFar = () => transcriptOf(session.store.getState().activities)

const addTools = () => {
  element('start-over').hidden = false
  element('start-over').addEventListener('click', startOver)
  element('copy').addEventListener('click', async () => {
    const copied = await copyText(toldSoFar())
    notify(say(copied ? 'copied' : 'not-copied'))
  })
  element('download').addEventListener('click', () => saveText(toldSoFar()))
  offerCopies(element('chat'), (words, { copied }) => (copied ? tellUnseen(words) : notify(words, { bad: true })))
  takeFiles({
    text: text => {
      const { sendBoxValue } = session.store.getState()
      session.store.dispatch({
        type: 'WEB_CHAT/SET_SEND_BOX',
        payload: { text: [sendBoxValue, text].filter(Boolean).join('\n') },
      })
      focusSendBox()
    },
    notify,
  })
}

if (isEmbedded) document.documentElement.dir = direction
else document.documentElement.removeAttribute('data-embedded')
if (window.WebChat) {
  addExamples()
  addTools()
  share(saidSoFar)
  attach({ focus: awaitFocus, startOver })
  await attempt(() => start())
} else {
  attach({ focus: () => {}, startOver: () => {} })
  element('not-installed').hidden = false
}
