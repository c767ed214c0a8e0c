import { useState } from 'preact/hooks';
import type { Monitor, MonitorKind } from '../../../src/model/monitor.ts';
import type { MonitorDetailView, MonitorInput } from '../../../src/server/contract.ts';
import type { SettingsView } from '../../../src/server/contract-settings.ts';
import { Chevron } from '../../parts/fold.tsx';
import { RefusedError, send } from '../../app/api.ts';
import { Choice, Field, Form, numberOf, textOf, textOrNull, textsOf } from '../../app/form.tsx';
import { MonitorPicker } from '../../app/monitor-picker.tsx';
import { useView } from '../../app/use-view.ts';
import {
  optionFieldName,
  optionFields,
  optionsOf,
  restName,
  restText,
  shownOption,
} from './monitor-options.ts';

const kinds = ['http', 'tcp', 'tls', 'domain', 'dns', 'heartbeat', 'journey', 'mail'] as const;
const severities = ['critical', 'warning', 'info'] as const;
const targets: Readonly<Record<MonitorKind, string>> = {
  http: 'An address like https://shop.example/',
  tcp: 'host:port, like db.shop.example:5432',
  tls: 'A host, like shop.example',
  domain: 'A domain, like shop.example',
  dns: 'A name, like shop.example',
  heartbeat: 'The name of the job, like backup',
  journey: 'The id of a journey in launch.yaml',
  mail: 'The id of a mail flow in launch.yaml',
};

export interface MonitorFormProps {
  /** Null: a new one. */
  readonly monitor: Monitor | null;
  /** What the server made of it. */
  readonly done: (view: MonitorDetailView) => void;
}

/** Everything about a monitor that a person decides; the figures nobody asks about keep their usual values. */
export function MonitorForm({ monitor, done }: MonitorFormProps) {
  const [kind, setKind] = useState<MonitorKind>(monitor?.kind ?? 'http');
  const submit = async (values: FormData): Promise<void> => {
    const input = inputOf(values, kind, monitor);
    const isNew = monitor === null;
    const path = isNew ? '/api/monitors' : `/api/monitors/${encodeURIComponent(monitor.id)}`;
    done(await send<MonitorDetailView>(isNew ? 'POST' : 'PUT', path, input));
  };
  return (
    <Form
      label={monitor === null ? 'Add a monitor' : 'Change the monitor'}
      action={monitor === null ? 'Add the monitor' : 'Keep it'}
      submit={submit}
    >
      {(errors) => (
        <>
          <Field label="Name" name="title" value={monitor?.title ?? ''} errors={errors} />
          <Choice
            label="Kind"
            name="kind"
            choices={kinds}
            value={kind}
            onChoose={(value) => setKind(kinds.find((each) => each === value) ?? 'http')}
          />
          <Usual kind={kind} monitor={monitor} errors={errors} />
          <More kind={kind} monitor={monitor} errors={errors} />
        </>
      )}
    </Form>
  );
}

interface PartProps {
  readonly kind: MonitorKind;
  readonly monitor: Monitor | null;
  readonly errors: Readonly<Record<string, string>>;
}

const Usual = ({ kind, monitor, errors }: PartProps) => (
  <>
    <Field label="Target" name="target" value={monitor?.target ?? ''} errors={errors} hint={targets[kind]} />
    <Field
      label="Every (seconds)"
      name="intervalSeconds"
      type="number"
      value={monitor?.intervalSeconds ?? null}
      placeholder="60"
      errors={errors}
    />
    <Field
      label="Slow above (ms)"
      name="slowMs"
      type="number"
      value={monitor?.slowMs ?? null}
      placeholder="never"
      errors={errors}
    />
    <Choice
      label="An outage is"
      name="severity"
      choices={severities}
      value={monitor?.severity ?? 'critical'}
    />
    {optionFields[kind].map((field) => (
      <Field
        key={`${kind} ${field.key}`}
        label={field.label}
        name={optionFieldName(field.key)}
        value={shownOption(field, monitor?.kind === kind ? monitor.options : {})}
        hint={field.hint}
        errors={errors}
      />
    ))}
  </>
);

/** Rules most people leave alone: field, words, usual value. */
const rules = [
  ['timeoutMs', 'Gives up after (ms)', null],
  ['failuresBeforeAlert', 'Down after (failures in a row)', 2],
  ['goodBeforeRecovery', 'Up again after (good looks)', 2],
  ['quorum', 'Regions that must agree (0: the majority)', 0],
] as const;

function More({ kind, monitor, errors }: PartProps) {
  const { view } = useView<SettingsView>('/api/settings', (shown) => shown);
  const names = [...rules.map(([name]) => name), 'dependsOn', restName];
  const owners = (view?.owners ?? []).map(({ id, name }) => [id, name] as const);
  return (
    <details class="inline-fold" open={names.some((name) => errors[name] !== undefined)}>
      <summary>
        <Chevron />
        More rules
      </summary>
      <div class="form">
        {rules.map(([name, label, usual]) => (
          <Field
            label={label}
            name={name}
            type="number"
            value={monitor?.[name] ?? usual}
            placeholder={usual === null ? String(usualTimeoutMs) : ''}
            errors={errors}
          />
        ))}
        <Choice
          key={owners.length}
          label="Owner"
          name="owner"
          choices={[['', 'nobody named'], ...owners]}
          value={monitor?.owner ?? ''}
        />
        <MonitorPicker
          title="Explained by an outage of"
          name="dependsOn"
          first={monitor?.dependsOn ?? []}
          hint="While that one is down, nobody is called for this one."
          problem={errors['dependsOn']}
        />
        <Rest
          text={monitor?.kind === kind ? restText(kind, monitor.options) : ''}
          problem={errors[restName]}
        />
      </div>
    </details>
  );
}

const Rest = ({ text, problem }: { readonly text: string; readonly problem: string | undefined }) => (
  <div class="field">
    <label for="more-options">More options, as JSON</label>
    <textarea
      id="more-options"
      name={restName}
      rows={3}
      spellcheck={false}
      defaultValue={text}
      aria-invalid={problem !== undefined}
      aria-describedby="more-options-said"
    />
    <span id="more-options-said" class={problem === undefined ? 'label' : 'label bad'}>
      {problem ?? 'Whatever else a monitor of this kind knows.'}
    </span>
  </div>
);

const usualTimeoutMs = 6_000;

function inputOf(values: FormData, kind: MonitorKind, monitor: Monitor | null): MonitorInput {
  const options = optionsOf(values, kind);
  if (options === null)
    throw new RefusedError(422, {
      code: 'invalid',
      message: 'One field is not right.',
      todo: null,
      fields: { [restName]: 'This is not JSON: write fields in braces, {"name": "value"}.' },
    });
  const intervalSeconds = numberOf(values, 'intervalSeconds') ?? 60;
  const severity = textOf(values, 'severity');
  return {
    title: textOf(values, 'title'),
    kind,
    target: textOf(values, 'target'),
    intervalSeconds,
    timeoutMs: numberOf(values, 'timeoutMs') ?? Math.min(usualTimeoutMs, intervalSeconds * 500),
    failuresBeforeAlert: numberOf(values, 'failuresBeforeAlert') ?? 2,
    goodBeforeRecovery: numberOf(values, 'goodBeforeRecovery') ?? 2,
    quorum: numberOf(values, 'quorum') ?? 0,
    regions: monitor?.regions ?? [],
    dependsOn: textsOf(values, 'dependsOn'),
    severity: severities.find((each) => each === severity) ?? 'critical',
    owner: textOrNull(values, 'owner'),
    slowMs: numberOf(values, 'slowMs'),
    isPaused: monitor?.isPaused ?? false,
    options,
  };
}
