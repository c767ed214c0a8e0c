import { useState } from 'preact/hooks';
import type { SendersView, SenderView } from '../../../src/server/contract-errors.ts';
import { Chevron } from '../../parts/fold.tsx';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { Action } from '../../app/action.tsx';
import { may, send } from '../../app/api.ts';
import { followTurns } from '../../app/follow.ts';
import { Field, Form, numberOf, textOf } from '../../app/form.tsx';
import { Answer, Viewed } from '../../app/page.tsx';
import { momentText } from '../../app/time.ts';
import { useView, type ViewState } from '../../app/use-view.ts';
import { frameworks } from './connect-frameworks.ts';

const path = '/api/senders';

/** One address for each part of the product, and what to paste for the common frameworks. */
export function ConnectPage() {
  const state = useView<SendersView>(path, followTurns);
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Answer
            style={{ tone: 'ok', shape: 'circle' }}
            word="ready"
            text="Change one address, and the product tells what happens inside"
          >
            <p>
              The industry’s own clients work unchanged. What arrives is scrubbed before it is kept; the key
              is public by nature, so each has a quota.
            </p>
          </Answer>
          {view.projects.map((project) => (
            <Sender key={project.id} project={project} view={view} state={state} />
          ))}
          {may('editor') ? (
            <Form
              label="A further part"
              action="Add it"
              isInline
              submit={async (values) =>
                state.show(await send('POST', path, { name: textOf(values, 'name') }))
              }
            >
              {(errors) => (
                <Field label="A further part of the product" name="name" errors={errors} placeholder="web" />
              )}
            </Form>
          ) : null}
        </>
      )}
    </Viewed>
  );
}

interface SenderProps {
  readonly project: SenderView;
  readonly view: SendersView;
  readonly state: ViewState<SendersView>;
}

function Sender({ project, view, state }: SenderProps) {
  const [chosen, setChosen] = useState(0);
  const key = project.keys.find(({ endsAt }) => endsAt === null)?.publicKey ?? '';
  const framework = frameworks[chosen];
  return (
    <section class="sender" aria-labelledby={`sender-${project.id}`}>
      <SectionHead
        id={`sender-${project.id}`}
        title={project.name}
        hint={`${project.eventsPerMinute} events a minute; ${project.origins.length === 0 ? 'pages of any origin' : project.origins.join(', ')}`}
      />
      {project.dsn === null ? (
        <p>Its keys have ended: make a new one.</p>
      ) : (
        <Paste text={project.dsn} what="the DSN" />
      )}
      <div class="row-tools" role="group" aria-label={`Framework of ${project.name}`}>
        {frameworks.map(({ title }, at) => (
          <button class="button" type="button" aria-pressed={at === chosen} onClick={() => setChosen(at)}>
            {title}
          </button>
        ))}
      </div>
      {framework
        ?.steps({ dsn: project.dsn ?? '', key, endpoint: view.otlpEndpoint, cliUrl: view.cliUrl })
        .map(({ about, text }) => (
          <div>
            <p>{about}</p>
            <Paste text={text} what={`${framework.title}: ${about}`} />
          </div>
        ))}
      <Lost project={project} />
      {may('editor') ? <Change project={project} state={state} /> : null}
      <Keys project={project} state={state} />
    </section>
  );
}

function Keys({ project, state }: Omit<SenderProps, 'view'>) {
  const ending = project.keys.filter(({ endsAt }) => endsAt !== null);
  return (
    <>
      {ending.map(({ publicKey, endsAt }) => (
        <p class="label">
          The key {publicKey.slice(0, 8)}… is taken until {momentText(endsAt ?? 0)}.
        </p>
      ))}
      {may('editor') ? (
        <Action
          text="New key"
          label={`New key for ${project.name}`}
          confirm="The present key is taken for a week more, then refused."
          run={async () =>
            state.show(await send('POST', `${path}/${project.id}/keys`, { oldEndsInHours: 168 }))
          }
        />
      ) : null}
    </>
  );
}

/** An empty field leaves things as they are. */
const Change = ({ project, state }: Omit<SenderProps, 'view'>) => (
  <details class="inline-fold">
    <summary>
      <Chevron />
      Name, origins, quota
    </summary>
    <Form
      label={`Change ${project.name}`}
      action="Change it"
      submit={async (values) =>
        state.show(
          await send('PUT', `${path}/${project.id}`, {
            name: textOf(values, 'name') || project.name,
            origins: originsIn(textOf(values, 'origins'), project.origins),
            eventsPerMinute: numberOf(values, 'eventsPerMinute') ?? project.eventsPerMinute,
          }),
        )
      }
    >
      {(errors) => (
        <>
          <Field label="Name" name="name" errors={errors} placeholder={project.name} />
          <Field
            label="Origins of pages that may send; * for any"
            name="origins"
            errors={errors}
            placeholder="https://shop.example https://www.shop.example"
          />
          <Field
            label="Events a minute"
            name="eventsPerMinute"
            type="number"
            errors={errors}
            placeholder={String(project.eventsPerMinute)}
          />
        </>
      )}
    </Form>
  </details>
);

const originsIn = (text: string, before: readonly string[]): readonly string[] => {
  if (text === '') return before;
  return text.split(/[\s,]+/).filter((origin) => origin !== '' && origin !== '*');
};

/** A quiet page is no proof: what was refused, skipped or lost on the way is said. */
function Lost({ project: { lost } }: { readonly project: SenderView }) {
  if (lost.length === 0) return null;
  return (
    <details class="inline-fold">
      <summary>
        <Chevron />
        Not taken in the last day, by reason
      </summary>
      <ul class="plain-rows">
        {lost.map(({ reason, category, count }) => (
          <li>
            <span>
              {reason} ({category})
            </span>
            <span class="label">{count}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
