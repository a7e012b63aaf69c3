/** The other side of thread.ts: a writer that answers messages. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Batch, Told } from './thread.ts'
import { createWriter, type Writer, type Written } from './writer.ts'

const port = parentPort as MessagePort
const tell = (told: Told): void => port.postMessage(told)

const LATE: Written = { kind: 'away', why: 'The disk was too slow.' }

const answer = (writer: Writer, first: Batch): void => {
  // Whatever came while the last transaction was synced becomes one transaction.
  const batches = [first]
  for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port)) batches.push(more.message)
  const now = Date.now()
  const late = batches.filter(({ until }) => until <= now).flatMap(({ asked }) => asked)
  if (late.length > 0) tell({ kind: 'written', written: late.map(([call]) => [call, LATE]) })
  const asked = batches.filter(({ until }) => until > now).flatMap(({ asked }) => asked)
  if (asked.length > 0) {
    const written = writer.write(asked.map(([, write]) => write))
    tell({ kind: 'written', written: asked.map(([call], index) => [call, written[index] as Written]) })
  }
  if (batches.some(({ close }) => close)) {
    writer.close()
    // From within, where no statement runs: ended from outside, the database's native code would abort the process.
    process.exit()
  }
}

try {
  const writer = createWriter(workerData as string)
  port.on('message', (batch: Batch) => answer(writer, batch))
  tell({ kind: 'opened' })
} catch (error) {
  tell({ kind: 'failed', message: (error as Error).message })
}
