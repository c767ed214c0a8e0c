import { all, press, show } from './elements.ts';

interface Wanted {
  readonly severity: string;
  readonly area: string;
  readonly words: string;
}

/** Filters findings by severity, area and words, and keeps the choice in the address. */
export function startFindingFilter(): void {
  const form = document.querySelector<HTMLFormElement>('[data-finding-filter]');
  if (form === null) return;
  const buttons = all('[data-severity-choice]', form);
  const area = form.querySelector('select');
  const words = form.querySelector('input');
  const output = form.querySelector('output');
  if (area === null || words === null || output === null) return;

  let severity = '';
  const update = (): void => {
    const wanted = { severity, area: area.value, words: words.value.trim() };
    press(buttons, (button) => button.dataset.severityChoice === severity);
    output.textContent = shownText(apply(wanted), wanted);
    writeAddress(wanted);
  };
  const read = new URLSearchParams(location.search);
  severity = known(
    read.get('severity'),
    buttons.map((button) => button.dataset.severityChoice ?? ''),
  );
  area.value = known(
    read.get('area'),
    [...area.options].map((option) => option.value),
  );
  words.value = read.get('q') ?? '';

  for (const button of buttons)
    button.addEventListener('click', () => {
      severity = button.dataset.severityChoice ?? '';
      update();
    });
  form.addEventListener('input', update);
  form.addEventListener('submit', (event) => event.preventDefault());
  update();
  show(form);
}

const known = (value: string | null, values: readonly string[]): string =>
  value !== null && values.includes(value) ? value : '';

function apply(wanted: Wanted): { readonly shown: number; readonly total: number } {
  const rows = all<HTMLDetailsElement>('.finding');
  const words = wanted.words.toLowerCase().split(/\s+/u);
  let shown = 0;
  for (const row of rows) {
    const text = (row.textContent ?? '').toLowerCase();
    const fits =
      (wanted.severity === '' || row.dataset.severity === wanted.severity) &&
      (wanted.area === '' || row.dataset.stage === wanted.area) &&
      words.every((word) => text.includes(word));
    if (row.parentElement !== null) row.parentElement.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  const empty = document.querySelector<HTMLElement>('[data-nothing-left]');
  if (empty !== null) empty.hidden = shown > 0;
  return { shown, total: rows.length };
}

const shownText = ({ shown, total }: ReturnType<typeof apply>, wanted: Wanted): string =>
  wanted.severity === '' && wanted.area === '' && wanted.words === '' ? '' : `${shown} of ${total}`;

function writeAddress({ severity, area, words }: Wanted): void {
  const query = new URLSearchParams(
    [
      ['severity', severity],
      ['area', area],
      ['q', words],
    ].filter(([, value]) => value !== ''),
  ).toString();
  const address = `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`;
  try {
    history.replaceState(null, '', address);
  } catch {
    // Some browsers refuse this for files opened from disk; the filter works without.
  }
}
