import { useState } from 'preact/hooks';
import type { IncidentDetailView } from '../../../src/server/contract-incidents.ts';
import { sentence } from '../../parts/format.ts';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { incidentStyles } from '../../parts/shown-state.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send } from '../../app/api.ts';
import { Field, Form, textOf } from '../../app/form.tsx';
import { Answer, Viewed } from '../../app/page.tsx';
import type { PageProps } from '../../app/places.ts';
import { momentText, spanText, timeText } from '../../app/time.ts';
import { useView, type Follow } from '../../app/use-view.ts';
import { Checklist, Postmortem, TellUsers } from './incident-work.tsx';
import { Evidence, Told } from './incident-proof.tsx';

/** What one needs at 3 am, in that order: what, why, act. */
export function IncidentPage({ id }: PageProps) {
  const [follow] = useState(
    (): Follow<IncidentDetailView> => (view, event) =>
      event.kind === 'deploy' || (event.kind === 'incident' && event.id === id) ? 'stale' : view,
  );
  const path = `/api/incidents/${encodeURIComponent(id)}`;
  const state = useView<IncidentDetailView>(path, follow);
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head view={view} acknowledge={async () => state.show(await send('POST', `${path}/acknowledge`))} />
          <Causes view={view} />
          <Evidence view={view} />
          <Timeline
            view={view}
            note={async (text) => state.show(await send('POST', `${path}/notes`, { text }))}
          />
          <Checklist
            view={view}
            tick={async (done) => state.show(await send('PUT', `${path}/checklist`, { done }))}
          />
          <Told rows={view.deliveries} />
          <TellUsers
            view={view}
            tell={(text) => send('POST', `${path}/public-notes`, { text }).finally(state.reload)}
          />
          <Postmortem
            view={view}
            keep={async (text) => state.show(await send('PUT', `${path}/postmortem`, { text }))}
          />
        </>
      )}
    </Viewed>
  );
}

interface HeadProps {
  readonly view: IncidentDetailView;
  readonly acknowledge: () => Promise<void>;
}

function Head({ view, acknowledge }: HeadProps) {
  const { incident, row } = view;
  const isOver = incident.status === 'resolved';
  return (
    <Answer
      style={incidentStyles[incident.status]}
      word={incident.status}
      text={isOver ? `Over: ${row.title}` : row.title}
      label={
        <>
          <a href="/incidents">Incidents</a> · {incident.status} · {incident.severity}
        </>
      }
      aside={
        incident.status === 'open' && may('editor') ? (
          <Action text="Acknowledge" run={acknowledge} isPrimary />
        ) : null
      }
    >
      <p class="muted">
        Since {momentText(incident.startedAt)},{' '}
        {incident.resolvedAt === null ? (
          <Ago at={incident.startedAt} suffix=" so far" />
        ) : (
          `lasted ${spanText(incident.resolvedAt - incident.startedAt)}`
        )}
        .{' '}
        {incident.acknowledgedBy === null
          ? `Nobody has acknowledged it${view.firstResponder === null ? '' : `; first responder: ${view.firstResponder}`}.`
          : `${incident.acknowledgedBy} ${isOver ? 'was' : 'is'} on it.`}
      </p>
      <div class="hero-grid">
        <div class="next">
          <p class="label">{isOver ? 'Next' : 'Try first'}</p>
          <p>{isOver ? afterwards(view) : sentence(view.firstStep)}</p>
          {isOver || view.rollbackCommand === null ? null : (
            <Paste text={view.rollbackCommand} what="the rollback command" />
          )}
        </div>
      </div>
    </Answer>
  );
}

const afterwards = ({ postmortem }: IncidentDetailView): string =>
  postmortem.isDraft
    ? 'Write down what happened while it is fresh: a draft of the postmortem stands below.'
    : 'Nothing: the postmortem is kept below.';

function Causes({ view: { incident, affected } }: { readonly view: IncidentDetailView }) {
  return (
    <section aria-labelledby="cause">
      <SectionHead id="cause" title="Likely cause" hint="best guess first" />
      {incident.causes.length === 0 ? <p>Not clear yet.</p> : null}
      <ol class="rows">
        {incident.causes.map(({ kind, confidence, because }) => (
          <li key={kind} class="row">
            <span>{kind}</span>
            <span class="row-text">{because}</span>
            <span class="row-figure">
              {Math.round(confidence * 100)} %<span class="label">sure</span>
            </span>
          </li>
        ))}
      </ol>
      {affected.length === 0 ? null : (
        <p class="more">
          Also affected:{' '}
          {affected.map(({ id, title }, index) => (
            <>
              {index === 0 ? '' : ', '}
              <a href={`/monitors/${encodeURIComponent(id)}`}>{title}</a>
            </>
          ))}
        </p>
      )}
    </section>
  );
}

interface TimelineProps {
  readonly view: IncidentDetailView;
  readonly note: (text: string) => Promise<void>;
}

const Timeline = ({ view: { incident }, note }: TimelineProps) => (
  <section aria-labelledby="timeline">
    <SectionHead id="timeline" title="Timeline" hint="your time zone" />
    <ol class="timeline">
      {incident.timeline.map(({ at, kind, text, by }) => (
        <li>
          <time dateTime={new Date(at).toISOString()} title={momentText(at)}>
            {timeText(at)}
          </time>
          <span class="muted">{kind}</span>
          <span>
            {text}
            {by === null ? '' : ` (${by})`}
          </span>
        </li>
      ))}
    </ol>
    {incident.status === 'resolved' || !may('editor') ? null : (
      <Form
        label="Add a note"
        action="Add the note"
        submit={(values) => note(textOf(values, 'text'))}
        isInline
      >
        {(errors) => <Field label="Note" name="text" errors={errors} />}
      </Form>
    )}
  </section>
);
