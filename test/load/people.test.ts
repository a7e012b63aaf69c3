import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openConnection } from './connection.ts'
import type { Script } from './conversation.ts'
import { gatherPeople } from './people.ts'
import { requireOwnListener } from './servers/own-listener.ts'

const scripts: readonly Script[] = [{ opening: 'my calendar is empty', version: 'We have Outlook 2007.' }]

interface Message {
  readonly id: string
  readonly text: string
  readonly conversation: { readonly id: string }
}

let server: Server | undefined
afterEach(() => server?.close())

/** A bot that answers each message as told, in chunks. */
const startBot = async (answer: (message: Message) => { status: number; body: unknown }): Promise<number> => {
  const bot = createServer(async (request, response) => {
    const { status, body } = answer(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    const text = JSON.stringify(body)
    response.writeHead(status)
    response.write(text.slice(0, 5))
    setImmediate(() => response.end(text.slice(5)))
  })
  server = bot
  await new Promise<void>(resolve => {
    bot.listen(0, '127.0.0.1', resolve)
  })
  return (bot.address() as AddressInfo).port
}

const says = (text: string, ...choices: string[]) => ({
  status: 200,
  body: { activities: [{ text, suggestedActions: { actions: choices.map(value => ({ value })) } }] },
})

/** One person's whole conversation after others were played alone. Returns what went wrong for anybody. */
const talk = async (answer: Parameters<typeof startBot>[0]) => {
  const port = await startBot(answer)
  const people = await gatherPeople(port, scripts, 'run')
  const connection = await openConnection(port)
  const person = people.arrive()
  while ((await people.turn(connection, person)) === 'goes on');
  connection.close()
  return { troubles: people.troubles, errors: people.errors(), turns: people.turns() }
}

test('people say their opening, the first choice, their version and thanks, each message with an id of its own', async () => {
  const heard: Message[] = []
  const { errors, turns } = await talk(message => {
    heard.push(message)
    return says('Which one? – "ä"', 'This one', 'Not sure')
  })
  expect({ errors, turns }).toEqual({ errors: 0, turns: 8 })
  const said = ['my calendar is empty', 'This one', 'We have Outlook 2007.', 'thanks']
  expect(heard.map(({ text }) => text)).toEqual([...said, ...said])
  expect(new Set(heard.map(({ id }) => id)).size).toBe(8)
  expect(new Set(heard.map(({ conversation }) => conversation.id)).size).toBe(2)
})

test('an answer that is an error, or none, is counted', async () => {
  const { troubles, errors } = await talk(({ text }) =>
    text === 'thanks' ? { status: 500, body: 'oh' } : { status: 200, body: { activities: [] } },
  )
  expect(errors).toBe(8)
  expect(troubles[0]).toMatch(/^No reply to turn 1 of "my calendar is empty"/)
  expect(troubles[3]).toMatch(/^HTTP 500 to turn 4/)
})

test('an answer that another script would get, or that was other when played alone, is counted', async () => {
  const { troubles, errors } = await talk(({ conversation }) => says(conversation.id.includes('alone') ? 'one' : 'two'))
  expect(errors).toBe(1)
  expect(troubles[0]).toMatch(/^"my calendar is empty" is answered otherwise than alone: .*two.* instead of .*one/)
})

test('a connection that breaks is counted', async () => {
  const { troubles, errors } = await talk(({ conversation, text }) => {
    if (!conversation.id.includes('alone') && text === 'thanks') server?.closeAllConnections()
    return says('fine')
  })
  expect(errors).toBe(1)
  expect(troubles[0]).toMatch(/^No answer to "my calendar is empty": /)
})

test.runIf(process.platform === 'linux')("another program's port is not taken for our own", async () => {
  const port = await startBot(() => says('hello'))
  expect(() => requireOwnListener(port, process.pid, 'this')).not.toThrow()
  expect(() => requireOwnListener(port, process.ppid, 'that')).toThrow(`Port ${port} is not listened on by that`)
})
