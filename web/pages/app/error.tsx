import type { ErrorDetailView, ErrorTurn, NamedCount } from '../../../src/server/contract-errors.ts';
import { plural } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send } from '../../app/api.ts';
import { followTurns } from '../../app/follow.ts';
import { Choice, Form, textOf } from '../../app/form.tsx';
import { Answer, Viewed } from '../../app/page.tsx';
import type { PageProps } from '../../app/places.ts';
import { momentText } from '../../app/time.ts';
import { useView } from '../../app/use-view.ts';
import { errorStyles } from './error-list.tsx';
import { SampleFolds } from './error-sample.tsx';

/** One group: how often, since when, whom, which release; what to do about it; the stack in the source. */
export function ErrorPage({ id }: PageProps) {
  const path = `/api/errors/${encodeURIComponent(id)}`;
  const state = useView<ErrorDetailView>(path, followTurns);
  const turn = async (to: ErrorTurn): Promise<void> =>
    state.show(await send<ErrorDetailView>('POST', `${path}/turn`, to));
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head view={view} />
          {may('editor') ? <Turns view={view} turn={turn} /> : null}
          <Suspects view={view} />
          <SampleFolds samples={view.samples} />
          <Named id="routes" title="Routes" hint="where it happened" list={view.routes} />
          <Named id="releases" title="Releases" hint="in which it came" list={view.releases} />
          <Named id="environments" title="Environments" hint="" list={view.environments} />
        </>
      )}
    </Viewed>
  );
}

function Head({ view: { row, hours, deploys } }: { readonly view: ErrorDetailView }) {
  const before = deploys.find(({ at }) => at <= row.firstSeen);
  const label = `${row.status}${row.isHandled ? '' : ', unhandled'}${row.isPaymentWebhook ? ', payment webhook' : ''}`;
  return (
    <Answer
      style={errorStyles[row.status]}
      word={row.status}
      text={row.title}
      label={label}
      aside={<Hours hours={hours} />}
    >
      <p>
        {row.count} times, {plural(row.users, 'user')}, in {row.culprit || 'an unknown place'}. First seen{' '}
        <Ago at={row.firstSeen} />, last <Ago at={row.lastSeen} />.
        {before === undefined ? '' : ` The deploy before it: ${before.version}, ${momentText(before.at)}.`}
        {row.assignee === null ? ' Nobody is on it.' : ` ${row.assignee} is on it.`}
        {row.ignoredUntil === null ? '' : ` Ignored until ${momentText(row.ignoredUntil)}.`}
      </p>
    </Answer>
  );
}

/** A bar an hour, the last day; said in words as a sum. */
function Hours({ hours }: { readonly hours: readonly number[] }) {
  const most = Math.max(1, ...hours);
  const sum = hours.reduce((total, count) => total + count, 0);
  return (
    <svg
      class="day-bars"
      viewBox={`0 0 ${hours.length * 6} 24`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${sum} in the last 24 hours, at most ${Math.max(0, ...hours)} in one`}
    >
      {hours.map((count, at) => {
        const height = count === 0 ? 2 : Math.max(4, (count / most) * 24);
        return (
          <rect
            class={count === 0 ? 'bar-idle' : 'bar-bad'}
            x={at * 6}
            y={24 - height}
            width="4"
            height={height}
          />
        );
      })}
    </svg>
  );
}

interface TurnsProps {
  readonly view: ErrorDetailView;
  readonly turn: (to: ErrorTurn) => Promise<void>;
}

const spans = [
  ['1 day', 24, null],
  ['1 week', 168, null],
  ['100 more', null, 100],
  ['good', null, null],
] as const;

function Turns({ view: { row, people }, turn }: TurnsProps) {
  const isOpen = row.status !== 'resolved' && row.status !== 'ignored';
  return (
    <section aria-label="What to do">
      <div class="row-tools">
        {isOpen ? (
          <>
            <Action text="Resolve" isPrimary run={() => turn({ to: 'resolved' })} />
            {spans.map(([word, hours, moreEvents]) => (
              <Action text={`Ignore for ${word}`} run={() => turn({ to: 'ignored', hours, moreEvents })} />
            ))}
          </>
        ) : (
          <Action text="Open it again" isPrimary run={() => turn({ to: 'open' })} />
        )}
      </div>
      <Form
        label="Who is on it"
        action="Assign"
        isInline
        submit={(values) => turn({ to: 'assigned', assignee: textOf(values, 'assignee') || null })}
      >
        {() => (
          <Choice
            label="Assign to"
            name="assignee"
            choices={[['', 'nobody'], ...people.map((name) => [name, name] as const)]}
          />
        )}
      </Form>
    </section>
  );
}

function Suspects({ view: { suspects } }: { readonly view: ErrorDetailView }) {
  if (suspects.length === 0) return null;
  return (
    <section aria-labelledby="suspects">
      <SectionHead id="suspects" title="It came with" hint="commits of that release that touched the stack" />
      <ul class="plain-rows">
        {suspects.map(({ commit, author, message, at, file }) => (
          <li>
            <span>
              <code>{commit.slice(0, 7)}</code> {message || 'without a message'}, touching {file}
            </span>
            <span class="label">
              {author ?? 'author not told'}
              {at === null ? '' : `, ${momentText(at)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NamedProps {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly list: readonly NamedCount[];
}

function Named({ id, title, hint, list }: NamedProps) {
  if (list.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <SectionHead id={id} title={title} hint={hint} />
      <ul class="plain-rows">
        {list.map(({ name, count, first, last }) => (
          <li>
            <span>{name}</span>
            <span class="label">
              {count} times, first <Ago at={first} />, last <Ago at={last} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
