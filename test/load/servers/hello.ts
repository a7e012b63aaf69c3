/** The least that Node can do: takes a body in, and answers with the same words. */
import { createServer } from 'node:http'

const body = JSON.stringify({ activities: [{ type: 'message', text: 'Hello world' }] })

createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
