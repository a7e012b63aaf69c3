import type { Endpoint } from '../http/endpoint.ts'

const text =
  'Advise is running and answers on its channels, such as Microsoft Teams.\n\n' +
  'Web chat is served only by a bot that was started with --anonymous (npm start), on the machine that it runs on.\n'

/** What a browser sees where there is no web chat. */
export const startPage: Endpoint = () => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
})
