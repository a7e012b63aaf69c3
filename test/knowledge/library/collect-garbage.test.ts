import { setTimeout as pass } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { collectsAtRest } from '../../../knowledge/library/index.ts'

const counted = (leastWork: number) => {
  let collected = 0
  const worked = collectsAtRest({ collect: () => collected++, quiet: 50, leastWork })
  return { worked, times: () => collected }
}

it('what work has left behind is freed once, when it has been quiet', async () => {
  const { worked, times } = counted(3)
  for (let n = 0; n < 5; n++) worked()
  expect(times()).toBe(0)
  await pass(400)
  expect(times()).toBe(1)
  await pass(200)
  expect(times()).toBe(1)
  for (let n = 0; n < 3; n++) worked()
  await pass(400)
  expect(times()).toBe(2)
})

it('little work leaves nothing behind that would be worth it', async () => {
  const { worked, times } = counted(3)
  worked()
  worked()
  await pass(200)
  expect(times()).toBe(0)
})
