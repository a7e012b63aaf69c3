/** Keeps turns in the folder that it is given until it is killed, and says each once it is kept: "name count". */
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import { adder, type Count } from './store-contract.ts'

const store = await openSqliteStore<Count>({ dataDir: process.argv[2] ?? '' })
const add = adder(store)

const speak = async (name: string): Promise<never> => {
  for (let turn = 1; ; turn++) {
    const [reply] = await add(name, `${turn}`)
    process.stdout.write(`${name} ${(JSON.parse(reply ?? '') as { text: string }).text}\n`)
  }
}
await Promise.all(Array.from({ length: 16 }, (_, person) => speak(`person ${person}`)))
