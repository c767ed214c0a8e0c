import type { MonitorDetailView, MonitorInput } from '../../../src/server/contract.ts';
import { Choice, Field, Form, textOf } from '../../app/form.tsx';
import { send } from '../../app/api.ts';
import { go } from '../../app/router.ts';
import { Chevron } from '../../parts/fold.tsx';

const kinds = ['http', 'tcp', 'tls', 'domain', 'dns', 'heartbeat'] as const;
const severities = ['critical', 'warning', 'info'] as const;

/** By hand: what launch.yaml does not know. Everything else keeps the usual figures. */
export const NewMonitor = () => (
  <details class="fold">
    <summary>
      <Chevron />
      <h2>Add a monitor by hand</h2>
    </summary>
    <div class="fold-body">
      <Form
        label="Add a monitor"
        action="Add the monitor"
        submit={async (values) => {
          const made = await send<MonitorDetailView>('POST', '/api/monitors', inputOf(values));
          go(`/monitors/${encodeURIComponent(made.monitor.id)}`);
        }}
      >
        {(errors) => (
          <>
            <Field label="Name" name="title" errors={errors} />
            <Choice label="Kind" name="kind" choices={kinds} />
            <Field
              label="Target"
              name="target"
              errors={errors}
              hint="An address like https://shop.example/, host:port, a domain, or the name of a job."
            />
            <Field
              label="Every (seconds)"
              name="intervalSeconds"
              type="number"
              placeholder="60"
              errors={errors}
            />
            <Field label="Slow above (ms)" name="slowMs" type="number" placeholder="never" errors={errors} />
            <Choice label="An outage is" name="severity" choices={severities} />
          </>
        )}
      </Form>
    </div>
  </details>
);

function inputOf(values: FormData): MonitorInput {
  const slow = Number(textOf(values, 'slowMs'));
  const everySeconds = Number(textOf(values, 'intervalSeconds')) || 60;
  const kind = textOf(values, 'kind');
  const severity = textOf(values, 'severity');
  return {
    title: textOf(values, 'title'),
    kind: kinds.find((each) => each === kind) ?? 'http',
    target: textOf(values, 'target'),
    intervalSeconds: everySeconds,
    timeoutMs: Math.min(10_000, everySeconds * 500),
    failuresBeforeAlert: 2,
    goodBeforeRecovery: 2,
    quorum: 0,
    regions: [],
    dependsOn: [],
    severity: severities.find((each) => each === severity) ?? 'critical',
    owner: null,
    slowMs: slow > 0 ? slow : null,
    isPaused: false,
    options: kind === 'heartbeat' ? { everySeconds, graceSeconds: Math.max(60, everySeconds / 10) } : {},
  };
}
