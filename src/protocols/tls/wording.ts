/** `1 host`, `3 hosts`; nouns ending in s, x or ch take -es. */
export const counted = (count: number, noun: string): string =>
  count === 1 ? `1 ${noun}` : `${count} ${noun}${/(s|x|ch)$/.test(noun) ? 'es' : 's'}`;
