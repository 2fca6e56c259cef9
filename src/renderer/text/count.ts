/** "1 flow", "3 flows". */
export const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
