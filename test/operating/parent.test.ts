import { expect, it } from 'vitest'
import { watchParent } from '../../bot/operating/parent.ts'

it('the end of the parent is told once', async () => {
  let parent = 5
  let told = 0
  await new Promise<void>(resolve => {
    watchParent(
      () => {
        told++
        setTimeout(resolve, 20)
      },
      { ppid: () => parent, every: 1 },
    )
    setTimeout(() => {
      expect(told).toBe(0)
      parent = 1
    }, 10)
  })
  expect(told).toBe(1)
})
