/** `1 blocker`, `2 blockers`; an irregular plural is given. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
