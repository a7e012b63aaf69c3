// The support chat on any page, in one line:
//
//   <script src="https://support.example.org/widget.js" data-title="Support" defer></script>
//
// A button and a panel, in a shadow tree that the page's styles do not reach. The chat itself is a page of the bot's own in
// a frame, loaded when the panel is first opened. With `data-token-url` (an address of this site, asked with its cookies)
// or `data-token` (name of a function) the visitor is signed in: both give the token that this site has made for them.
;(words => {
  const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]')
  if (!script || document.querySelector('advise-widget')) return
  const bot = new URL(script.src).origin
  const { title = words.title, tokenUrl, token: tokenFunction } = script.dataset
  /** Milliseconds until it is said that the chat does not come. */
  const PATIENCE = 20_000
  const full = matchMedia('(max-width: 480px), (max-height: 480px)')

  const CSS = `
    :host { all: initial !important; display: contents !important; }
    * { box-sizing: border-box; }
    .root {
      position: fixed; inset: 0 auto auto 0; width: 0; height: 0; margin: 0; padding: 0; overflow: visible; border: 0; background: none;
      --surface: #fff; --text: #1a232c; --muted: #55626e; --line: #d9e0e5; --raised: #eef2f4; --page: #f3f5f7;
      --accent: #0b6570; --accent-strong: #084e57; --on-accent: #fff; --ring: #0b6570;
      color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
    }
    @media (prefers-color-scheme: dark) {
      .root {
        --surface: #1a2228; --text: #e9eef2; --muted: #a4b2bd; --line: #33404a; --raised: #232d35; --page: #10161b;
        --accent: #6fd0d8; --accent-strong: #8fdde3; --on-accent: #06272b; --ring: #6fd0d8;
      }
    }
    button { margin: 0; border: 0; font: inherit; color: inherit; cursor: pointer; }
    :focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
    svg { display: block; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    .launcher {
      position: fixed; z-index: 2147483646; inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px;
      display: flex; align-items: center; gap: 10px; max-width: calc(100vw - 40px); min-height: 56px; padding: 0 22px 0 18px;
      border-radius: 28px; background: var(--accent); color: var(--on-accent); font-weight: 600;
      box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 10px 28px rgb(0 0 0 / 20%);
    }
    [dir=rtl] .launcher { padding: 0 18px 0 22px; }
    .launcher:hover { background: var(--accent-strong); }
    .launcher span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .launcher[aria-expanded=true] { width: 56px; padding: 0; justify-content: center; }
    .launcher[aria-expanded=true] span, .launcher[aria-expanded=true] .talk, .launcher[aria-expanded=false] .down { display: none; }
    .panel {
      position: fixed; z-index: 2147483647; inset: auto; inset-block-end: 92px; inset-inline-end: 20px; margin: 0; padding: 0;
      width: min(420px, calc(100vw - 40px)); height: min(700px, calc(100dvh - 112px)); max-width: none; max-height: none;
      flex-direction: column; overflow: hidden; border: 1px solid var(--line); border-radius: 18px;
      background: var(--page); color: inherit; box-shadow: 0 4px 12px rgb(0 0 0 / 12%), 0 18px 54px rgb(0 0 0 / 24%);
    }
    .panel[open] { display: flex; }
    .panel::backdrop { background: transparent; }
    .head { display: flex; flex: none; align-items: center; gap: 4px; padding: 10px 10px 10px 18px; border-bottom: 1px solid var(--line); background: var(--surface); }
    [dir=rtl] .head { padding: 10px 18px 10px 10px; }
    h2 { flex: 1; min-width: 0; margin: 0; overflow: hidden; font-size: 17px; font-weight: 650; line-height: 1.3; text-overflow: ellipsis; white-space: nowrap; }
    .tool { display: grid; flex: none; place-items: center; width: 44px; height: 44px; border-radius: 12px; background: transparent; color: var(--muted); }
    .tool:hover { background: var(--raised); color: var(--text); }
    .tool[hidden] { display: none; }
    .body { position: relative; flex: 1; min-height: 0; }
    iframe { display: block; width: 100%; height: 100%; border: 0; outline: none; background: var(--page); }
    .state { position: absolute; inset: 0; display: flex; flex-direction: column; gap: 14px; align-items: center; justify-content: center; padding: 24px; background: var(--page); color: var(--muted); text-align: center; }
    .state[hidden] { display: none; }
    .state p { margin: 0; max-width: 34ch; }
    .again { min-height: 44px; padding: 0 20px; border: 1px solid var(--accent); border-radius: 22px; background: var(--surface); color: var(--accent); font-weight: 600; }
    .again[hidden] { display: none; }
    @media (max-width: 480px), (max-height: 480px) {
      .panel { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom); padding-inline: env(safe-area-inset-left) env(safe-area-inset-right); }
      .head { padding-block: 4px; }
      .launcher[aria-expanded=true] { display: none; }
    }
    @media (prefers-reduced-motion: no-preference) {
      .panel[open] { animation: rise .16s ease-out; }
      @keyframes rise { from { opacity: 0; transform: translateY(10px); } }
    }
    @media (forced-colors: active) { .launcher, .panel { border: 2px solid ButtonText; } }
    @media print { .root { display: none; } }`

  // Built piece by piece: a page that lets no script write markup (Trusted Types) shows the widget, too.
  const make = (name, attributes, ...inside) => {
    const isDrawing = name === 'svg' || name === 'path'
    const element = isDrawing
      ? document.createElementNS('http://www.w3.org/2000/svg', name)
      : document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...inside)
    return element
  }
  const icon = (d, name = '') =>
    make(
      'svg',
      { class: name, viewBox: '0 0 24 24', width: 24, height: 24, 'aria-hidden': 'true' },
      make('path', { d }),
    )
  const button = (name, attributes, ...inside) =>
    make('button', { class: name, type: 'button', ...attributes }, ...inside)
  const tool = (name, label, d) => button(`tool ${name}`, { 'aria-label': label, title: label }, icon(d))

  const launcher = button(
    'launcher',
    // Named by an attribute: its words are not shown while the panel is open.
    { 'aria-label': title, 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-controls': 'panel' },
    icon('M4 5.5h16v11h-9l-4.5 4v-4H4z M8.5 9.5h7 M8.5 12.8h4.5', 'talk'),
    icon('M6 9.5l6 6 6-6', 'down'),
    make('span', {}, title),
  )
  const over = tool('over', words['start-over'], 'M5.5 12a6.7 6.7 0 1 0 2-4.8 M7.5 3.5v4h4')
  const closer = tool('close', words.close, 'M6.5 6.5l11 11 M17.5 6.5l-11 11')
  const said = make('p', { role: 'status' })
  const again = button('again', {}, words.again)
  const state = make('div', { class: 'state' }, said, again)
  const body = make('div', { class: 'body' }, state)
  const head = make('div', { class: 'head' }, make('h2', { id: 'title' }, title), over, closer)
  const panel = make('dialog', { class: 'panel', id: 'panel', 'aria-labelledby': 'title' }, head, body)
  const root = make('div', { class: 'root', popover: 'manual' }, launcher, panel)

  const host = make('advise-widget', {})
  const tree = host.attachShadow({ mode: 'open' })
  // No style element: pages may forbid those.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(CSS)
  tree.adoptedStyleSheets = [sheet]
  tree.append(root)

  let frame
  let ready = false
  let timer

  const follow = () => {
    root.dir = getComputedStyle(document.body ?? document.documentElement).direction
  }
  const say = text => {
    state.hidden = !text
    said.textContent = text
    again.hidden = true
  }
  const tell = (type, rest) => frame?.contentWindow?.postMessage({ type: `advise:${type}`, ...rest }, bot)

  const load = () => {
    frame?.remove()
    ready = false
    over.hidden = true
    say(words.opening)
    frame = document.createElement('iframe')
    frame.title = title
    frame.allow = 'clipboard-write'
    frame.src = `${bot}/chat?${new URLSearchParams({ host: location.origin, dir: root.dir })}`
    body.prepend(frame)
    clearTimeout(timer)
    timer = setTimeout(() => {
      say(words['not-reached'])
      again.hidden = false
    }, PATIENCE)
  }

  const focusChat = () => {
    if (!ready) return
    frame.focus()
    tell('focus')
  }

  /** On a small screen the page behind is out of reach; beside the panel it can be used on. */
  const show = () => {
    if (panel.open) panel.close()
    if (full.matches) panel.showModal()
    else panel.show()
  }
  const open = () => {
    follow()
    show()
    launcher.setAttribute('aria-expanded', 'true')
    if (!frame) load()
    closer.focus()
    focusChat()
  }
  const close = () => {
    panel.close()
    launcher.setAttribute('aria-expanded', 'false')
    launcher.focus()
  }

  const token = async () => {
    if (tokenFunction) return window[tokenFunction]()
    const response = await fetch(tokenUrl, { credentials: 'same-origin', headers: { accept: 'application/json' } })
    if ([401, 403].includes(response.status)) return undefined
    if (!response.ok) throw new Error(words['site-answered'].replace('{status}', response.status))
    const text = (await response.text()).trim()
    return text.startsWith('{') ? JSON.parse(text).token : text
  }
  const signIn = async () => {
    if (!tokenFunction && !tokenUrl) return { error: words['no-token'] }
    try {
      const given = await token()
      return given ? { token: String(given) } : { error: words['sign-in'] }
    } catch (error) {
      return { error: words['site-fails'].replace('{why}', () => error?.message ?? error) }
    }
  }

  const heard = {
    ready: () => {
      clearTimeout(timer)
      ready = true
      over.hidden = false
      say('')
      // Unless the person has gone elsewhere on the page meanwhile.
      if (panel.open && document.activeElement === host) focusChat()
    },
    /** It says itself why. */
    refused: () => {
      clearTimeout(timer)
      say('')
    },
    close,
    'token-wanted': async () => tell('token', await signIn()),
  }
  addEventListener('message', ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== bot) return
    const [, name] = /^advise:([a-z-]+)$/.exec(data?.type) ?? []
    if (name && Object.hasOwn(heard, name)) heard[name]()
  })

  launcher.addEventListener('click', () => (panel.open ? close() : open()))
  closer.addEventListener('click', close)
  again.addEventListener('click', load)
  over.addEventListener('click', () => {
    tell('start-over')
    focusChat()
  })
  panel.addEventListener('cancel', event => {
    event.preventDefault()
    close()
  })
  root.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !panel.open) return
    event.stopPropagation()
    close()
  })
  full.addEventListener('change', () => {
    if (panel.open) show()
  })
  new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ['dir'] })

  // Beside the body and above the page: what that does to its own (filters, fading, scaling) must not reach the panel.
  document.documentElement.append(host)
  root.showPopover?.()
  follow()
})('{{words}}')
