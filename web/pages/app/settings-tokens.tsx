import { useState } from 'preact/hooks';
import type { SecretView, SettingsView } from '../../../src/server/contract-settings.ts';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send } from '../../app/api.ts';
import { Choice, Field, Form, numberOf, textOf } from '../../app/form.tsx';
import { momentText } from '../../app/time.ts';
import type { SettingsPartProps } from './settings.tsx';

const kinds = [
  ['token', 'the API'],
  ['probe', 'a probe in another region'],
  ['ingest', 'sending errors and logs'],
] as const;
const roleNames = ['viewer', 'editor', 'owner'] as const;
const spans = [
  ['365', 'a year'],
  ['90', '90 days'],
  ['30', '30 days'],
  ['', 'without end'],
] as const;

/** For machines: the API, probes elsewhere, error events. */
export function Tokens({ view, show, reload }: SettingsPartProps) {
  const [made, setMade] = useState<SecretView | null>(null);
  const make = async (values: FormData): Promise<void> => {
    const given = {
      name: textOf(values, 'name'),
      kind: textOf(values, 'kind'),
      role: textOf(values, 'role'),
      days: numberOf(values, 'days'),
    };
    setMade(await send<SecretView>('POST', '/api/settings/tokens', given));
    reload();
  };
  return (
    <section aria-labelledby="tokens">
      <SectionHead id="tokens" title="Tokens and probes" hint="for machines; the secret is shown once" />
      {view.tokens.length + view.probes.length === 0 ? <p>None yet.</p> : null}
      <Rows view={view} show={show} />
      {made === null ? null : (
        <div class="notice" role="status">
          <p>The secret of {made.credential.name}; it is not shown again.</p>
          <Paste text={made.secret} what="the secret" />
          {made.credential.kind === 'probe' ? (
            <>
              <p>On the machine in {made.credential.name}:</p>
              <Paste
                text={`LAUNCH_READY_PROBE_TOKEN=${made.secret} launch-ready probe --join ${view.system.publicUrl}`}
                what="the command of the probe"
              />
            </>
          ) : null}
        </div>
      )}
      {may('owner') ? (
        <Form label="Make a token" action="Make it" submit={make} isInline>
          {(errors) => (
            <>
              <Field label="Name, or region of the probe" name="name" errors={errors} />
              <Choice label="For" name="kind" choices={kinds} />
              <Choice label="May act as" name="role" choices={roleNames} />
              <Choice label="Valid for" name="days" choices={spans} />
            </>
          )}
        </Form>
      ) : null}
    </section>
  );
}

const Rows = ({ view, show }: Omit<SettingsPartProps, 'reload'>) => (
  <ul class="rows">
    {[...view.tokens, ...view.probes].map(({ id, name, kind, role, expiresAt, lastUsedAt }) => (
      <li key={id} class="row">
        <span>{kind}</span>
        <span class="row-text">
          <span>{name}</span>
          <span class="label">
            {role} · {expiresAt === null ? 'does not end' : `until ${momentText(expiresAt)}`} ·{' '}
            {lastUsedAt === null ? (
              'never used'
            ) : (
              <>
                used <Ago at={lastUsedAt} />
              </>
            )}
          </span>
        </span>
        <span class="row-tools">
          {may('owner') ? (
            <Action
              text="Revoke"
              label={`Revoke ${name}`}
              confirm="What uses it stops at once."
              run={async () =>
                show(await send<SettingsView>('DELETE', `/api/settings/tokens/${encodeURIComponent(id)}`))
              }
            />
          ) : null}
        </span>
      </li>
    ))}
  </ul>
);
