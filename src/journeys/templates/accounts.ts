import type { Template } from './template.ts';

const password = 'correct horse battery ${run}';
const account = { name: 'Launch Ready', email: '${email}', password };
const confirmed = (verify: string) => ({ mail: { to: '${email}', subject: 'Confirm', follow: verify } });

export const homepage: Template = () => ({
  id: 'homepage',
  title: 'See the start page',
  steps: [{ open: '/', expect: { status: 200, within: '3s' } }],
});

export const waitlist: Template = (at) => ({
  id: 'signup',
  title: 'Join the waitlist',
  steps: [
    { open: at.waitlist, expect: 200 },
    { request: `POST ${at.waitlist}`, form: { email: '${email}' }, expect: { status: [200, 201, 303] } },
    { mail: { to: '${email}', subject: 'waitlist' } },
  ],
});

export const signup: Template = (at) => ({
  id: 'signup',
  title: 'Sign up and confirm the address',
  steps: [
    { open: at.signup, expect: 200 },
    { request: `POST ${at.signup}`, form: account, expect: { status: [200, 201, 303] } },
    confirmed(at.verify),
    { open: at.account, expect: { status: 200, url: at.account } },
  ],
});

export const login: Template = (at) => ({
  id: 'login',
  title: 'Log out and in again',
  after: 'signup',
  steps: [
    { request: `POST ${at.logout}`, form: {}, expect: { status: [200, 204, 302, 303] } },
    { open: at.login, expect: 200 },
    {
      request: `POST ${at.login}`,
      form: { email: '${email}', password },
      expect: { status: [200, 302, 303], absent: 'do not fit' },
    },
    { open: at.account, expect: { status: 200, url: at.account } },
  ],
});

export const authenticatedPage: Template = (at) => ({
  id: 'account-page',
  title: 'See a page only members see',
  after: 'signup',
  steps: [{ open: at.account, expect: { status: 200, url: at.account, absent: 'Log in' } }],
});

export const passwordReset: Template = (at) => ({
  id: 'password-reset',
  title: 'Set a new password and use it',
  steps: [
    { request: `POST ${at.signup}`, form: account, expect: { status: [200, 201, 303] } },
    { open: at.forgot, expect: 200 },
    { request: `POST ${at.forgot}`, form: { email: '${email}' }, expect: { status: [200, 202, 303] } },
    { mail: { to: '${email}', subject: 'password', follow: at.reset } },
    {
      request: `POST ${at.reset}`,
      form: { password: 'another horse battery ${run}' },
      expect: { status: [200, 302, 303] },
    },
    {
      request: `POST ${at.login}`,
      form: { email: '${email}', password: 'another horse battery ${run}' },
      expect: { status: [200, 302, 303] },
    },
    { open: at.account, expect: { status: 200, url: at.account } },
  ],
});

export const inviteAcceptance: Template = (at) => ({
  id: 'invite-acceptance',
  title: 'Invite a friend, who accepts',
  after: 'signup',
  steps: [
    { request: `POST ${at.invites}`, form: { email: '${email}' }, expect: { status: [200, 201, 303] } },
    { mail: { to: '${email}', subject: 'invite', follow: at.invite } },
  ],
});

export const mailSends: Template = (at) => ({
  id: 'mail-sends',
  title: 'The first mail arrives soon',
  steps: [
    { request: `POST ${at.signup}`, form: account, expect: { status: [200, 201, 303] } },
    { mail: { to: '${email}', subject: 'Confirm', within: '60s' } },
  ],
});
