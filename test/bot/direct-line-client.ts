import { type Activity, DirectLine, type DirectLineOptions } from 'botframework-directlinejs'
import { WebSocket } from 'ws'

/** The part of XMLHttpRequest that the client needs, over fetch: Node has none. */
class FetchingXhr {
  responseType = ''
  readyState = 0
  status = 0
  response: unknown = null
  responseText = ''
  timeout = 0
  onreadystatechange: (() => void) | undefined
  readonly withCredentials = false
  #method = 'GET'
  #url = ''
  #headers: Record<string, string> = {}
  #received = new Headers()
  readonly #abort = new AbortController()

  open(method: string, url: string) {
    this.#method = method
    this.#url = url
    this.readyState = 1
  }
  setRequestHeader(name: string, value: string) {
    this.#headers[name] = value
  }
  getResponseHeader(name: string) {
    return this.#received.get(name)
  }
  abort() {
    this.#abort.abort()
  }
  async send(body?: string | FormData) {
    const request = { method: this.#method, headers: this.#headers, signal: this.#abort.signal }
    const answer = await fetch(this.#url, body ? { ...request, body } : request).catch(() => undefined)
    if (this.#abort.signal.aborted) return
    this.status = answer?.status ?? 0
    this.#received = answer?.headers ?? this.#received
    this.responseText = this.responseType === 'arraybuffer' ? '' : ((await answer?.text()) ?? '')
    this.response = this.responseType === 'json' ? JSON.parse(this.responseText || 'null') : this.responseText
    if (this.responseType === 'arraybuffer') this.response = await answer?.arrayBuffer()
    this.readyState = 4
    this.onreadystatechange?.()
  }
}

/** DirectLineJS is made for browsers and looks for these when it connects. */
const wearBrowser = () => Object.assign(globalThis, { WebSocket, XMLHttpRequest: FetchingXhr })

export interface Client {
  readonly directLine: DirectLine
  /** Every activity that came, in order. */
  readonly heard: Activity[]
  readonly said: () => readonly string[]
  /** Sends and gives back the id that the server chose. */
  send(activity: object): Promise<string>
}

/** Microsoft's own client, connected. `end` it in the end. */
export const connect = (url: string, options: DirectLineOptions & { readonly timeout?: number }): Client => {
  wearBrowser()
  const directLine = new DirectLine({ domain: `${url}/v3/directline`, pollingInterval: 200, ...options })
  const quick = directLine as unknown as { getRetryDelay: () => number }
  quick.getRetryDelay = () => 50
  const heard: Activity[] = []
  directLine.activity$.subscribe({ next: activity => heard.push(activity), error: () => {} })
  return {
    directLine,
    heard,
    said: () => heard.flatMap(activity => ('text' in activity && activity.text ? [activity.text] : [])),
    send: activity =>
      new Promise((resolve, reject) => {
        const sent = { type: 'message', from: { id: 'me' }, ...activity } as Activity
        directLine.postActivity(sent).subscribe({ next: resolve, error: reject })
      }),
  }
}

/** Waits for something to become true, and says what it waited for when it does not. */
export const until = async (what: string, holds: () => boolean, patience = 15_000): Promise<void> => {
  const end = Date.now() + patience
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${patience} ms in vain: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
