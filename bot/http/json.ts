import type { ServerResponse } from 'node:http'
import { errorBody, type Refusal } from './refusal.ts'

/** Answers with JSON whatever the caller's Accept header says: restify would rather answer 406 or 500. */
export const answer = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  if (response.headersSent) return
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

export const refuse = (response: ServerResponse, refusal: Refusal): void =>
  answer(
    response,
    refusal.status,
    errorBody(refusal),
    refusal.retryAfter ? { 'retry-after': String(refusal.retryAfter) } : {},
  )
