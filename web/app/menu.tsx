import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MonitorListView } from '../../src/server/contract.ts';
import { get } from './api.ts';
import { places } from './places.ts';
import { go } from './router.ts';

interface Target {
  readonly href: string;
  readonly title: string;
  readonly hint: string;
}
const shown = 8;
const settleMs = 150;

/** Ctrl or Cmd-K: pages and monitors by name; arrows choose, Enter goes. */
export function Menu({ close }: { readonly close: () => void }) {
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const monitors = useMonitors(words);
  const pages = places
    .filter(({ title }) => title.toLowerCase().includes(words.trim().toLowerCase()))
    .map(({ href, title, letter }) => ({ href, title, hint: `g ${letter}` }));
  const found = [...pages, ...monitors].slice(0, shown);
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  const leave = (target: Target | undefined): void => {
    if (target === undefined) return;
    close();
    go(target.href);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setChosen(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, at - 1));
    else if (event.key === 'Enter') leave(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label="Go to" close={close}>
      <input
        class="menu-words"
        type="text"
        role="combobox"
        aria-label="Page or monitor"
        aria-expanded="true"
        aria-controls="menu-found"
        aria-activedescendant={found.length === 0 ? '' : `menu-${at}`}
        autoComplete="off"
        placeholder="Page or monitor"
        value={words}
        onInput={({ currentTarget }) => setWords(currentTarget.value)}
        onKeyDown={onKey}
      />
      <ul id="menu-found" class="menu-found" role="listbox" aria-label="Found">
        {found.map((target, index) => (
          <li id={`menu-${index}`} role="option" aria-selected={index === at} onClick={() => leave(target)}>
            <span>{target.title}</span>
            <span class="label">{target.hint}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p class="muted">Nothing of that name.</p> : null}
    </Dialog>
  );
}

function useMonitors(words: string): readonly Target[] {
  const [found, setFound] = useState<readonly Target[]>([]);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ q: words, limit: String(shown) });
      get<MonitorListView>(`/api/monitors?${query}`).then(
        ({ rows }) => {
          const targets = rows.map(({ id, title, state }) => ({
            href: `/monitors/${id}`,
            title,
            hint: state,
          }));
          if (!isOver) setFound(targets);
        },
        () => undefined,
      );
    }, settleMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [words]);
  return found;
}

const letters = places.map(({ letter, title }) => `${letter} ${title}`).join(', ');
const keyList = [
  ['g …', `then a letter: ${letters}`],
  ['Ctrl K', 'go to any page or monitor by name'],
  ['j / k', 'next and previous row; Enter opens it'],
  ['/', 'filter'],
  ['Esc', 'leave the filter, close this'],
] as const;

export const Help = ({ close }: { readonly close: () => void }) => (
  <Dialog label="Keyboard" close={close}>
    <h2>Keyboard</h2>
    <dl class="keys">
      {keyList.map(([key, what]) => (
        <div>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
    <p class="label">No single key changes anything.</p>
    <button class="button" type="button" onClick={close}>
      Close
    </button>
  </Dialog>
);

interface DialogProps {
  readonly label: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

function Dialog({ label, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      {children}
    </dialog>
  );
}
