/** Around each word of an excerpt that matched. */
export const matchStart = '\u0002';
export const matchEnd = '\u0003';
