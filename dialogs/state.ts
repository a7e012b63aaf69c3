/** Everything remembered of a conversation: plain data that survives a release (see `version`). */
export interface State {
  readonly version: 1
}
