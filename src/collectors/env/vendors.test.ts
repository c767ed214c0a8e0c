import { expect, it } from 'vitest';
import { fakeOutside, type FakeOutsideOptions } from '../../outside/fake/outside.ts';
import { readNamedSource } from './named-sources.ts';

const read = async (source: string, options: FakeOutsideOptions) => {
  const environment = await readNamedSource(
    { outside: fakeOutside(options), signal: new AbortController().signal, folder: '/p' },
    'production',
    source,
  );
  return {
    gap: environment.gap,
    values: Object.fromEntries([...environment.values].map(([name, [given]]) => [name, given?.value])),
  };
};
const json = (body: unknown) => ({
  status: 200,
  headers: [['content-type', 'application/json'] as const],
  body: JSON.stringify(body),
});
const none = { values: {} };

// DEP-2: each vendor’s documented answer, an answer that is none, and no credentials.
it.each([
  ['process', { env: { A: '1' } }, { gap: null, values: { A: '1' } }],
  ['file:x.env', { files: { '/p/x.env': 'A=1\n' } }, { gap: null, values: { A: '1' } }],
  ['netlify', { processes: { netlify: '{"A":"1"}' } }, { gap: null, values: { A: '1' } }],
  [
    'heroku:shop',
    { processes: { 'heroku config --json --app shop': '{"A":"1"}' } },
    { gap: null, values: { A: '1' } },
  ],
  ['railway', { processes: { railway: '{"A":"1"}' } }, { gap: null, values: { A: '1' } }],
  [
    'fly:shop',
    {
      processes: {
        'fly secrets list --json -a shop': '[{"name":"A","digest":"x"},{"name":"B","digest":"y"}]',
      },
    },
    { gap: null, values: { A: null, B: null } },
  ],
  [
    'github',
    {
      processes: {
        gh: ({ args }: { args: readonly string[] }) =>
          args[0] === 'api'
            ? (args[2] ?? '').endsWith('secrets')
              ? '["ORG_KEY"]\n'
              : '["B","theirs"]\n["ORG_LEVEL","info"]\n'
            : args[0] === 'secret'
              ? '[{"name":"A"}]'
              : '[{"name":"B","value":"2"}]',
      },
    },
    { gap: null, values: { ORG_KEY: null, ORG_LEVEL: 'info', A: null, B: '2' } },
  ],
  [
    'fly',
    { processes: { fly: 'App not found' } },
    { gap: 'fly secrets list --json printed something else than its documented JSON', ...none },
  ],
  ['netlify', {}, { gap: 'the command netlify is not installed', ...none }],
  [
    'heroku',
    { processes: { heroku: { exitCode: 1 } } },
    { gap: 'heroku config --json ended with 1: logged in?', ...none },
  ],
  [
    'heroku',
    {
      processes: {
        heroku: { exitCode: 1, stderr: "\n \u001b[31m›\u001b[39m   Error: Couldn't find that app.\n ›\n" },
      },
    },
    { gap: "heroku config --json ended with 1: Error: Couldn't find that app.", ...none },
  ],
  [
    'fly:shop',
    {
      processes: { fly: '[{"name":"A"}]' },
      files: { '/p/fly.toml': 'app = "shop"\n[env]\n  PORT = "8080"\n[build]\n  B = "x"\n' },
    },
    { gap: null, values: { A: null, PORT: '8080' } },
  ],
  ['vercel', {}, { gap: 'VERCEL_TOKEN is not set', ...none }],
  [
    'render',
    { env: { RENDER_API_KEY: 'x' } },
    { gap: 'the Render service is not known: write production=render:<service id>', ...none },
  ],
  ['gitlab:7', {}, { gap: 'GITLAB_TOKEN is not set', ...none }],
] as const)('%s %#', async (source, options, expected) => {
  expect(await read(source, options as FakeOutsideOptions)).toEqual(expected);
});

it.each([
  [
    'vercel:shop',
    { VERCEL_TOKEN: 't' },
    'https://api.vercel.com/v10/projects/shop/env',
    {
      envs: [
        { key: 'A', target: ['production'], type: 'encrypted', value: 'eyJ' },
        { key: 'B', target: ['preview'], type: 'plain', value: 'b' },
        { key: 'C', target: ['production', 'preview'], type: 'plain', value: 'c' },
      ],
    },
    { A: null, C: 'c' },
    { 'https://api.vercel.com/v9/projects/shop': { id: 'prj_1', accountId: 'user_1' } },
  ],
  [
    'render:srv-1',
    { RENDER_API_KEY: 't' },
    'https://api.render.com/v1/services/srv-1/env-vars?limit=100',
    [],
    {},
    { 'https://api.render.com/v1/env-groups?limit=100': [] },
  ],
  [
    'gitlab:7',
    { GITLAB_TOKEN: 't' },
    'https://gitlab.com/api/v4/projects/7/variables?per_page=100&page=1',
    [
      { key: 'A', value: '1', environment_scope: '*' },
      { key: 'B', value: '2', environment_scope: 'staging' },
      { key: 'C', value: null, environment_scope: 'prod*' },
    ],
    { A: '1', C: null },
    {
      'https://gitlab.com/api/v4/projects/7': { path_with_namespace: 'kiln/shop' },
      'https://gitlab.com/api/graphql': {
        data: { project: { inheritedCiVariables: { nodes: [], pageInfo: { hasNextPage: false } } } },
      },
    },
  ],
] as const)('%s over its API', async (source, env, url, body, values, others) => {
  const rest = Object.fromEntries(Object.entries(others).map(([each, told]) => [each, json(told)]));
  const answering = (answer: unknown) => ({ env, http: { ...rest, [url]: answer } }) as FakeOutsideOptions;
  expect(await read(source, answering(json(body)))).toEqual({ gap: null, values });
  expect((await read(source, answering({ ...json({}), status: 401 }))).gap).toMatch(
    / answered 401: the token is not accepted, or not for this project$/,
  );
  expect((await read(source, answering(json('x')))).gap).toMatch(/something else than its documented JSON$/);
});
