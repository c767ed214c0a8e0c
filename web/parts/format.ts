/** `1 blocker`, `3 blockers`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `10 min`, `2 h`, `2 h 30 min`. */
export function workText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `840 ms` below a second, `3.2 s` above. */
export const tookText = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

/** Made when first used: making one takes longer than drawing most pages. */
export function formatter(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let made: Intl.DateTimeFormat | null = null;
  return () => (made ??= new Intl.DateTimeFormat('en-GB', options));
}

const longForm = formatter({ timeZone: 'UTC', dateStyle: 'long', timeStyle: 'short' });

/** `22 November 2026 at 02:40 UTC`. */
export const momentText = (unixMs: number): string => `${longForm().format(unixMs)} UTC`;

/** Only web addresses become links; what a hostile page put into a report stays text. */
export const isWebAddress = (url: string): boolean => /^https?:\/\//u.test(url);

/** What begins a line begins with a capital. */
export const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
