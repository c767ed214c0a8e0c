import { expect, it } from 'vitest';
import { target } from '../../model/target.ts';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import { fakeOutside, type FakeOutside } from '../../outside/fake/outside.ts';
import { fillTemplate } from '../../protocols/secrets/example.ts';
import { seededPick } from '../../protocols/secrets/seeded-pick-sample.ts';
import repository from './repository.ts';

const secret = fillTemplate('sk_live_{24b62}', seededPick(4));
const collectWith = (outside: FakeOutside) => {
  const { manifest, profile } = sampleContext();
  return repository.collect({
    target: target('repository', '/shop'),
    inputs: {},
    manifest,
    profile,
    outside,
    signal: new AbortController().signal,
    consent: { isActiveAllowed: false },
  });
};

it('a folder without git is read by its files; the value is redacted', async () => {
  const files = {
    '/shop/src/pay.ts': `\n\nkey = '${secret}'\n`,
    '/shop/.gitignore': 'dist\n',
    '/shop/dist/x.js': secret,
  };
  const fact = await collectWith(fakeOutside({ files }));
  expect(fact).toMatchObject({
    state: 'known',
    value: {
      isRepository: false,
      tree: [{ rule: 'stripe-live-secret', path: 'src/pay.ts', line: 3 }],
      history: [],
      envFiles: [],
    },
  });
  expect(JSON.stringify(fact)).not.toContain(secret);
});

it('a folder that is not there is unknown', async () => {
  expect(await collectWith(fakeOutside())).toMatchObject({
    state: 'unknown',
    reason: '/shop is no folder that can be read',
  });
});
