const past: Record<string, string> = {
  add: 'added',
  append: 'appended',
  export: 'exported',
  make: 'made',
  notify: 'notified',
  remember: 'remembered',
  send: 'sent',
  move: 'moved',
  put: 'put',
  set: 'set',
  write: 'wrote',
};

/** What was done, of what a tool says it would do: "add a row to t" becomes "added a row to t". */
export function pastTense(summary: string): string {
  return summary.replace(/^\w+/, (verb) => past[verb] ?? verb);
}
