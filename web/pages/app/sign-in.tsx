import type { SessionView } from '../../../src/server/contract.ts';
import { send, session } from '../../app/api.ts';
import { Field, Form, textOf } from '../../app/form.tsx';

export const SignInPage = ({ isFirstStart }: { readonly isFirstStart: boolean }) => (
  <main class="door">
    <p class="brand">Launch Ready</p>
    <h1>{isFirstStart ? 'Make the first account' : 'Sign in'}</h1>
    {isFirstStart ? <FirstStart /> : <SignIn />}
    <p class="label">
      <a href="/status">Status page</a>
    </p>
  </main>
);

const FirstStart = () => (
  <p>
    Nobody has an account yet. The one-time link was printed where the server started, after{' '}
    <code>Make the owner’s account</code>. Open it here. It holds for a day; start the server again for a new
    one.
  </p>
);

const SignIn = () => (
  <Form
    label="Sign in"
    action="Sign in"
    submit={async (values) => {
      const given = { email: textOf(values, 'email'), password: String(values.get('password')) };
      session.set(await send<SessionView>('POST', '/api/session', given));
    }}
  >
    {(errors) => (
      <>
        <Field label="Mail address" name="email" type="email" autocomplete="username" errors={errors} />
        <Field
          label="Password"
          name="password"
          type="password"
          autocomplete="current-password"
          errors={errors}
        />
      </>
    )}
  </Form>
);
