/** Searches while somebody types: asks for the page that the form would lead to, and shows its list here. */
const liveSearch = form => {
  let timer
  let asking
  const search = async () => {
    asking?.abort()
    asking = new AbortController()
    const fields = [...new FormData(form)].filter(([, value]) => value !== '')
    const query = new URLSearchParams(fields).toString()
    const address = query ? `${form.getAttribute('action')}?${query}` : form.getAttribute('action')
    try {
      const response = await fetch(address, { signal: asking.signal })
      if (!response.ok) return
      show(new DOMParser().parseFromString(await response.text(), 'text/html'))
      history.replaceState(null, '', address)
    } catch (error) {
      // The button still searches, and says what is wrong.
      if (error.name !== 'AbortError') console.warn('not searched:', error.message)
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(search, 250)
  })
}

const show = page => {
  document.title = page.title
  // Its text alone is replaced, so that it is read aloud.
  document.getElementById('count').textContent = page.getElementById('count').textContent
  document.getElementById('found').replaceChildren(...page.getElementById('found').childNodes)
}

const copyButton = code => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'code__copy'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent)
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
  return button
}

if (document.getElementById('found')) liveSearch(document.querySelector('main form'))
// Only where the browser lets a page copy: on this machine, and over HTTPS.
if (navigator.clipboard) {
  for (const code of document.querySelectorAll('.code pre')) code.after(copyButton(code))
}
