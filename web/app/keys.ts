import { places } from './places.ts';
import { go } from './router.ts';

export interface Dialogs {
  readonly menu: () => void;
  readonly help: () => void;
}

const togetherMs = 1_500;

/** `g` + letter goes, `j` and `k` walk the rows, `/` filters, Ctrl or Cmd-K and `?` open. None of them changes anything. */
export function startKeys(dialogs: Dialogs): () => void {
  let goUntil = 0;
  const onKey = (event: KeyboardEvent): void => {
    if (document.querySelector('dialog[open]') !== null) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      dialogs.menu();
      return;
    }
    if (isCommand || event.altKey) return;
    if (isTyping()) {
      if (event.key === 'Escape' && document.activeElement instanceof HTMLElement)
        document.activeElement.blur();
      return;
    }
    const isGoing = event.timeStamp < goUntil;
    goUntil = event.key === 'g' && !isGoing ? event.timeStamp + togetherMs : 0;
    const place = isGoing ? places.find(({ letter }) => letter === event.key) : undefined;
    if (place !== undefined) go(place.href);
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === '/') document.querySelector<HTMLElement>('input[type=search]')?.focus();
    else if (event.key === '?') dialogs.help();
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

const isTyping = (): boolean =>
  document.activeElement?.matches('input:not([type=checkbox]), textarea, select') === true;

function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('a[data-row], .finding > summary')];
  const current = rows.findIndex((row) => row === document.activeElement);
  const next = current === -1 ? (by === 1 ? 0 : rows.length - 1) : current + by;
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus();
}
