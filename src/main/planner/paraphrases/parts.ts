/** Parts of the patterns: a masked text has one space after each word, and its atoms as `{u1} `. */
export const clauseStart = String.raw`(?<=^|[.;,:?] |-> |\band )`;
export const clauseEnd = `(?=[.;,?] |-> |and |$)`;
export const url = String.raw`\{u\d+\} `;
export const amount = String.raw`\{[mpn]\d+\} `;
export const quoted = String.raw`\{q\d+\} `;
export const notice = `(?:critical |urgent |serious |severe )?(?:alert|warning|notification|message|alarm) `;
export const compared = `(?:above|over|below|under|beyond|more than|less than|greater than|lower than|higher than|cheaper than|at least|at most|at) `;
export const tries = '(?:retries|tries|attempts) ';

/** What the user says, wherever it stands; and what the grammar reads instead (`$1` is a part of it). */
export type Paraphrase = [RegExp, string];
export const says = (pattern: string): RegExp => new RegExp(pattern, 'g');
