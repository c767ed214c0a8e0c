import { createCell } from './cell.ts';

/** Path, query and fragment of the page shown. */
export const address = createCell(here());

function here(): string {
  return location.pathname + location.search + location.hash;
}

export const pathOf = (at: string): string => at.split(/[?#]/u)[0] ?? '/';
export const queryOf = (at: string): URLSearchParams =>
  new URLSearchParams(at.split('#')[0]?.split('?')[1] ?? '');

export function go(to: string): void {
  const isNewPage = pathOf(to) !== pathOf(here());
  history.pushState(null, '', to);
  address.set(here());
  if (!isNewPage) return;
  scrollTo(0, 0);
  document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
}

/** Filters live in the address, without a step back for every letter typed. */
export function setQuery(values: Readonly<Record<string, string>>): void {
  const query = queryOf(here());
  for (const [name, value] of Object.entries(values))
    if (value === '') query.delete(name);
    else query.set(name, value);
  const text = query.toString();
  history.replaceState(null, '', location.pathname + (text === '' ? '' : `?${text}`));
  address.set(here());
}

/** Pages the server draws itself. */
const notOurs = /^\/(?:status|tools|api|assets|subscribe)(?:\/|$)/u;

export function startRouter(): void {
  addEventListener('popstate', () => address.set(here()));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain =
      event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link === null || !isPlain || event.defaultPrevented || link.target !== '') return;
    if (link.origin !== location.origin || notOurs.test(link.pathname)) return;
    if (link.pathname === location.pathname && link.hash !== '') return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
