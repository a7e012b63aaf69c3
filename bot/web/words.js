// What the page says, in its language: handed to it with its markup.

const words = JSON.parse(document.getElementById('words').textContent)
const numbers = new Intl.NumberFormat(words.locale)

/** A sentence of web-chat.yaml, with its {places} filled. */
export const say = (key, values = {}) =>
  words[key].replace(/\{([\w-]+)\}/g, (_, place) => {
    const value = values[place]
    return typeof value === 'number' ? numbers.format(value) : value
  })
