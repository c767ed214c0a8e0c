import { useEffect, useId, useState } from 'preact/hooks';
import type { MonitorListView } from '../../src/server/contract.ts';
import { get } from './api.ts';
import { Group } from './form.tsx';

export interface Picked {
  readonly id: string;
  readonly title: string;
}
export interface MonitorPickerProps {
  readonly title: string;
  /** The name its values have in the form. */
  readonly name: string;
  readonly first: readonly string[];
  readonly hint: string;
  readonly problem?: string | undefined;
}

const offered = 6;
const settleMs = 150;
/** More cannot be asked for at once; ids of others are shown as they are. */
const namesAskedFor = 500;

/** Monitors chosen by name, out of any number of them. */
export function MonitorPicker({ title, name, first, hint, problem }: MonitorPickerProps) {
  const id = useId();
  const [chosen, setChosen] = useState<readonly Picked[]>(first.map((each) => ({ id: each, title: each })));
  const [words, setWords] = useState('');
  const found = useFound(words);
  useEffect(() => {
    if (first.length > 0) void titled(first).then(setChosen);
  }, []);
  const open = found.filter((each) => !chosen.some((other) => other.id === each.id)).slice(0, offered);
  const add = (each: Picked): void => {
    setChosen([...chosen, each]);
    setWords('');
    document.getElementById(id)?.focus();
  };
  return (
    <Group title={title} problem={problem}>
      <Chosen title={title} name={name} chosen={chosen} keep={setChosen} />
      <div class="field">
        <label for={id} class="visually-hidden">
          {title}: find a monitor
        </label>
        <input
          id={id}
          type="text"
          autoComplete="off"
          placeholder="Name or address of a monitor"
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
          onKeyDown={(event) => {
            // Enter takes the first one instead of sending the form.
            if (event.key !== 'Enter' || open[0] === undefined || words === '') return;
            event.preventDefault();
            add(open[0]);
          }}
        />
        <span class="label">{hint}</span>
      </div>
      {words === '' ? null : <Offered title={title} open={open} add={add} />}
    </Group>
  );
}

interface ChosenProps {
  readonly title: string;
  readonly name: string;
  readonly chosen: readonly Picked[];
  readonly keep: (chosen: readonly Picked[]) => void;
}

const Chosen = ({ title, name, chosen, keep }: ChosenProps) =>
  chosen.length === 0 ? null : (
    <div class="chosen" role="group" aria-label={`${title}: chosen`}>
      {chosen.map((each) => (
        <button
          class="button"
          type="button"
          aria-label={`Leave out ${each.title}`}
          onClick={() => keep(chosen.filter((other) => other !== each))}
        >
          {each.title} ×
          <input type="hidden" name={name} value={each.id} />
        </button>
      ))}
    </div>
  );

interface OfferedProps {
  readonly title: string;
  readonly open: readonly Picked[];
  readonly add: (each: Picked) => void;
}

const Offered = ({ title, open, add }: OfferedProps) => (
  <div class="chosen" role="group" aria-label={`${title}: found`}>
    {open.map((each) => (
      <button class="button" type="button" aria-label={`Take ${each.title}`} onClick={() => add(each)}>
        + {each.title}
      </button>
    ))}
    {open.length === 0 ? <span class="muted">Nothing of that name.</span> : null}
  </div>
);

function useFound(words: string): readonly Picked[] {
  const [found, setFound] = useState<readonly Picked[]>([]);
  useEffect(() => {
    if (words === '') return undefined;
    let isOver = false;
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ q: words, limit: String(4 * offered) });
      get<MonitorListView>(`/api/monitors?${query}`).then(
        ({ rows }) => isOver || setFound(rows),
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

async function titled(ids: readonly string[]): Promise<readonly Picked[]> {
  const { rows } = await get<MonitorListView>(`/api/monitors?limit=${namesAskedFor}`).catch(() => ({
    rows: [],
  }));
  const titles = new Map(rows.map((row) => [row.id, row.title]));
  return ids.map((id) => ({ id, title: titles.get(id) ?? id }));
}
