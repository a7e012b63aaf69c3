import type { Endpoint } from '../http/endpoint.ts'

const text =
  'Advise is running and answers on its channels, such as Microsoft Teams.\n\n' +
  'There is no web chat here: it is served to others with WEB_CHAT=on, and with --anonymous (npm start) to the machine ' +
  'that the bot runs on.\n'

/** What a browser sees where there is no web chat. */
export const startPage: Endpoint = () => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
})
