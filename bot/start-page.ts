import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'restify'

const text =
  'Advise is running and answers on its channels, such as Microsoft Teams.\n\n' +
  'Web chat is served only by a bot that was started with --anonymous (npm start), on the machine that it runs on.\n'

/** What a browser sees where there is no web chat. */
export const mountStartPage = (server: Server): void => {
  server.get('/', async (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(text)
  })
}
