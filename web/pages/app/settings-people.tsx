import { useState } from 'preact/hooks';
import type { LinkView, SettingsView } from '../../../src/server/contract-settings.ts';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send, session } from '../../app/api.ts';
import { Choice, Field, Form, textOf } from '../../app/form.tsx';
import { momentText } from '../../app/time.ts';
import type { SettingsPartProps } from './settings.tsx';

const roleNames = ['viewer', 'editor', 'owner'] as const;

export function People({ view, show, reload }: SettingsPartProps) {
  const [link, setLink] = useState<LinkView | null>(null);
  const invite = async (values: FormData): Promise<void> => {
    const given = { email: textOf(values, 'email'), role: textOf(values, 'role') };
    setLink(await send<LinkView>('POST', '/api/settings/people', given));
    reload();
  };
  return (
    <section aria-labelledby="people">
      <SectionHead id="people" title="People" hint="viewers look, editors act, owners let others in" />
      <Rows view={view} show={show} />
      {link === null ? null : (
        <div class="notice" role="status">
          <p>
            Give them this link; it works once, until {momentText(link.expiresAt)}, and is not shown again.
          </p>
          <Paste text={link.url} what="the link" />
        </div>
      )}
      {may('owner') ? (
        <Form label="Invite somebody" action="Invite" submit={invite} isInline>
          {(errors) => (
            <>
              <Field label="Mail address" name="email" type="email" errors={errors} />
              <Choice label="Role" name="role" choices={roleNames} />
            </>
          )}
        </Form>
      ) : null}
    </section>
  );
}

const Rows = ({ view, show }: Omit<SettingsPartProps, 'reload'>) => (
  <ul class="rows">
    {view.people.map((person) => (
      <Person key={person.id} person={person} show={show} />
    ))}
    {view.invitations.map((invitation) => (
      <Invitation key={invitation.id} invitation={invitation} show={show} />
    ))}
  </ul>
);

interface PersonProps extends Pick<SettingsPartProps, 'show'> {
  readonly person: SettingsView['people'][number];
}

function Person({ person: { id, name, email, role, lastSeenAt }, show }: PersonProps) {
  const path = `/api/settings/people/${encodeURIComponent(id)}`;
  const change = async (values: FormData): Promise<void> =>
    show(await send<SettingsView>('PUT', path, { role: textOf(values, 'role') }));
  return (
    <li class="row">
      <span>{role}</span>
      <span class="row-text">
        <span>{name}</span>
        <span class="label">
          {email} · {lastSeenAt === null ? 'not seen' : <Ago at={lastSeenAt} />}
        </span>
      </span>
      {may('owner') && id !== session.get()?.user?.id ? (
        <span class="row-tools">
          <Form key={role} label={`Role of ${name}`} action="Change role" isInline submit={change}>
            {() => <Choice label={`Role of ${name}`} name="role" choices={roleNames} value={role} />}
          </Form>
          <Action
            text="Remove"
            label={`Remove ${name}`}
            confirm="End the account and its sessions?"
            run={async () => show(await send<SettingsView>('DELETE', path))}
          />
        </span>
      ) : null}
    </li>
  );
}

interface InvitationProps extends Pick<SettingsPartProps, 'show'> {
  readonly invitation: SettingsView['invitations'][number];
}

const Invitation = ({ invitation: { id, name, role, expiresAt }, show }: InvitationProps) => (
  <li class="row">
    <span>{role}</span>
    <span class="row-text">
      <span>{name}</span>
      <span class="label">
        invited{expiresAt === null ? '' : `, the link holds until ${momentText(expiresAt)}`}
      </span>
    </span>
    {may('owner') ? (
      <span class="row-tools">
        <Action
          text="Withdraw"
          label={`Withdraw the invitation of ${name}`}
          run={async () =>
            show(await send<SettingsView>('DELETE', `/api/settings/tokens/${encodeURIComponent(id)}`))
          }
        />
      </span>
    ) : null}
  </li>
);
