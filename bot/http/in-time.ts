/**
 * What comes of the work, when it comes within so many milliseconds. The work itself goes on.
 *
 * @throws what `late` makes, when it does not
 */
export const inTime = async <T>(work: Promise<T>, patience: number, late: () => Error): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), patience)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}
