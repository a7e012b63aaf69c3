/**
 * What a bot on Microsoft's SDK costs that does nothing: wired like Microsoft's samples of an echo bot and of state
 * management (restify and its body parser, CloudAdapter, ConversationState over MemoryStorage), anonymous.
 */
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  type TurnContext,
} from 'botbuilder'
import restify from 'restify'

class EchoBot extends ActivityHandler {
  readonly #state: ConversationState

  constructor(state: ConversationState) {
    super()
    this.#state = state
    const turns = state.createProperty<{ count: number }>('turns')
    this.onMessage(async (context, next) => {
      const counted = await turns.get(context, { count: 0 })
      counted.count += 1
      await context.sendActivity(`${counted.count}: ${context.activity.text}`)
      await next()
    })
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context)
    await this.#state.saveChanges(context, false)
  }
}

/** Node's types leave open whether a request has a method, because they are those of answers too. */
type Posted = restify.Request & { readonly method: string }

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication())
adapter.onTurnError = async (context, error) => {
  process.stderr.write(`${error.stack}\n`)
  await context.sendActivity('The bot encountered an error.')
}
const bot = new EchoBot(new ConversationState(new MemoryStorage()))

const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
  await adapter.process(request as Posted, response, context => bot.run(context))
})
server.get('/health', async (_request: restify.Request, response: restify.Response) => {
  response.send(200, { status: 'ok' })
})
server.listen(Number(process.env.PORT), '127.0.0.1')
