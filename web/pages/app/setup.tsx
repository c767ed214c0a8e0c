import { useEffect, useState } from 'preact/hooks';
import type { SessionView } from '../../../src/server/contract.ts';
import { send, session } from '../../app/api.ts';
import { Field, Form, textOf } from '../../app/form.tsx';
import { go } from '../../app/router.ts';

/** The one-time link of the first start or of an invitation. Its secret is in the fragment, which never reaches the server's log. */
export function SetupPage({ isFirstStart }: { readonly isFirstStart: boolean }) {
  const [invite] = useState(() => new URLSearchParams(location.hash.slice(1)).get('invite') ?? '');
  useEffect(() => {
    document.title = 'Make your account · Launch Ready';
    // Out of the address bar, and so out of the history and of pictures.
    history.replaceState(null, '', '/setup');
  }, []);
  return (
    <main class="door">
      <p class="brand">Launch Ready</p>
      <h1>{isFirstStart ? 'Make the owner’s account' : 'Make your account'}</h1>
      {invite === '' ? (
        <p>
          This address is part of a one-time link. Open the whole link, or <a href="/">sign in</a>.
        </p>
      ) : (
        <SetupForm invite={invite} />
      )}
    </main>
  );
}

const SetupForm = ({ invite }: { readonly invite: string }) => (
  <Form
    label="Make your account"
    action="Make the account"
    submit={async (values) => {
      const made = await send<SessionView>('POST', '/api/session/setup', {
        invite,
        name: textOf(values, 'name'),
        email: textOf(values, 'email'),
        password: String(values.get('password')),
      });
      session.set(made);
      go('/');
    }}
  >
    {(errors) => (
      <>
        <Field label="Name" name="name" autocomplete="name" errors={errors} />
        <Field label="Mail address" name="email" type="email" autocomplete="username" errors={errors} />
        <Field
          label="Password"
          name="password"
          type="password"
          autocomplete="new-password"
          hint="Long beats clever: three or four words are fine."
          errors={errors}
        />
      </>
    )}
  </Form>
);
