/** Where the package is, as a URL with a slash: this file is in a room of it or, once built, in one of its `dist/`. */
export const PACKAGE = new URL(import.meta.url.endsWith('.ts') ? '../' : '../../', import.meta.url)
