import { all, show } from './elements.ts';

/** j and k walk the findings, / goes to the filter, ? explains. No key changes anything outside this page. */
export function startKeyboard(): void {
  const help = document.querySelector<HTMLDialogElement>('#keyboard-help');
  const button = document.querySelector<HTMLElement>('[data-help]');
  button?.addEventListener('click', () => help?.showModal());
  show(button);

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help?.open === true) return;
    const field = document.activeElement;
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
      if (event.key === 'Escape') field.blur();
      return;
    }
    if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === '/') document.querySelector<HTMLElement>('input[type=search]')?.focus();
    else if (event.key === '?') help?.showModal();
    else return;
    event.preventDefault();
  });
}

function step(by: 1 | -1): void {
  const rows = all('.findings > li:not([hidden]) > .finding > summary');
  const current = rows.findIndex((row) => row.parentElement?.contains(document.activeElement) === true);
  const next = current === -1 ? (by === 1 ? 0 : rows.length - 1) : current + by;
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus();
}
