import { useState } from 'preact/hooks';
import type { ErrorListView } from '../../../src/server/contract-errors.ts';
import { plural } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { Ago } from '../../app/ago.tsx';
import { followTurns } from '../../app/follow.ts';
import { Answer, Empty, Viewed } from '../../app/page.tsx';
import type { PageProps } from '../../app/places.ts';
import { setQuery } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { ErrorList } from './error-list.tsx';
import { ErrorReleases } from './error-releases.tsx';

const pageRows = 50;
const statuses = ['open', 'resolved', 'ignored', 'all'] as const;
const orders = [
  ['lastSeen', 'newest'],
  ['firstSeen', 'new ones first'],
  ['count', 'most frequent'],
] as const;

/** Groups of errors; words, state and order live in the address. */
export function ErrorsPage({ query }: PageProps) {
  const [rows, setRows] = useState(pageRows);
  const status = query.get('status') ?? 'open';
  const order = query.get('order') ?? 'lastSeen';
  const asked = new URLSearchParams({ q: query.get('q') ?? '', status, order, limit: `${rows}` });
  const state = useView<ErrorListView>(`/api/errors?${asked}`, followTurns);
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head view={view} status={status} />
          {view.isSilent ? (
            <Silent />
          ) : (
            <>
              <Filter query={query} status={status} order={order} />
              {view.rows.length === 0 ? <p>No such error.</p> : <ErrorList rows={view.rows} />}
              {view.isCut ? (
                <p class="more">
                  <button class="button" type="button" onClick={() => setRows(rows + pageRows)}>
                    Show more
                  </button>
                </p>
              ) : null}
            </>
          )}
          <ErrorReleases rows={view.releases} />
          <Feedback view={view} />
        </>
      )}
    </Viewed>
  );
}

function Head({ view, status }: { readonly view: ErrorListView; readonly status: string }) {
  const sinceDeploy = view.rows.filter(({ isNewSinceDeploy }) => isNewSinceDeploy).length;
  if (view.isSilent)
    return (
      <Answer style={{ tone: 'idle', shape: 'ring' }} word="not known" text="No error was ever received" />
    );
  if (status !== 'open' || view.rows.length === 0)
    return (
      <Answer
        style={{ tone: 'ok', shape: 'circle' }}
        word="fine"
        text={status === 'open' ? 'No open error' : `${plural(view.rows.length, 'error')} shown`}
      />
    );
  const shown = `${plural(view.rows.length, 'open error')}${view.isCut ? ' or more' : ''}`;
  const since = view.lastDeploy === null ? '' : `, ${sinceDeploy} new since ${view.lastDeploy.version}`;
  const style =
    sinceDeploy > 0
      ? ({ tone: 'bad', shape: 'square' } as const)
      : ({ tone: 'warn', shape: 'triangle' } as const);
  return <Answer style={style} word="errors" text={`${shown}${since}`} />;
}

const Silent = () => (
  <Empty title="Change one address">
    <p>
      Clients of the Sentry protocol work unchanged: give them the address from <a href="/connect">Connect</a>
      . Errors come grouped, without personal data, with the release that brought them.
    </p>
  </Empty>
);

interface FilterProps {
  readonly query: URLSearchParams;
  readonly status: string;
  readonly order: string;
}

const Filter = ({ query, status, order }: FilterProps) => (
  <div class="filter" role="search">
    <input
      class="filter-words"
      type="search"
      aria-label="Words, or release:1.4 env:production route:/cart is:unhandled assigned:ann"
      placeholder="Words, release:1.4, env:production, route:/cart, is:unhandled"
      value={query.get('q') ?? ''}
      onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
    />
    <div class="segments" role="group" aria-label="State">
      {statuses.map((each) => (
        <Choice
          word={each}
          isOn={each === status}
          choose={() => setQuery({ status: each === 'open' ? '' : each })}
        />
      ))}
    </div>
    <div class="segments" role="group" aria-label="Order">
      {orders.map(([each, word]) => (
        <Choice
          word={word}
          isOn={each === order}
          choose={() => setQuery({ order: each === 'lastSeen' ? '' : each })}
        />
      ))}
    </div>
  </div>
);

interface ChoiceProps {
  readonly word: string;
  readonly isOn: boolean;
  readonly choose: () => void;
}

const Choice = ({ word, isOn, choose }: ChoiceProps) => (
  <button class="button" type="button" aria-pressed={isOn} onClick={choose}>
    {word}
  </button>
);

function Feedback({ view: { feedback } }: { readonly view: ErrorListView }) {
  if (feedback.length === 0) return null;
  return (
    <section aria-labelledby="feedback">
      <SectionHead id="feedback" title="What visitors wrote" hint="personal data is taken out" />
      <ul class="plain-rows">
        {feedback.map(({ at, message, url }) => (
          <li>
            <span>{message}</span>
            <span class="label">
              <Ago at={at} /> {url}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
