import type { Endpoint } from '../http/endpoint.ts'
import { sayAtDoor } from '../texts/texts.ts'

const text = `${sayAtDoor('channels-only')}\n\n${sayAtDoor('no-web-chat')}\n`

/** What a browser sees where there is no web chat. */
export const startPage: Endpoint = () => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
})
