import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ParsedOptions, type CommandContext } from '../../src/cli/command.ts';
import { watcherFor } from '../../src/cli/deploy/watcher.ts';
import { usualSettings, type DeployParts } from '../../src/deploy/parts.ts';
import { beginDeploy, newDeployId } from '../../src/deploy/session.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { DeployReport } from '../../src/model/deploy.ts';
import { OpenStack } from '../../src/model/open-stack.ts';
import { ok, type Outside } from '../../src/model/outside.ts';
import { fakeOutside } from '../../src/outside/fake/outside.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { newSecret, secretHash } from '../../src/server/auth/secrets.ts';
import { monitorInput, serverLab, type Lab, type Visitor } from './server-lab.ts';

const watch = 'https://watch.example';
const minutes = (count: number): Promise<void> => lab.clock.advance(count * 60_000);
let lab: Lab;
let owner: Visitor;
let site: { answer: { status: number; body: string } };

beforeEach(async () => {
  site = { answer: { status: 200, body: 'hello' } };
  lab = await serverLab({ publicUrl: watch, http: { 'https://shop.example/': () => site.answer } });
  owner = await lab.signIn();
});
afterEach(() => lab.close());

async function tokenOf(role: 'viewer' | 'editor'): Promise<string> {
  const secret = newSecret('token', lab.running.server.outside.random);
  await lab.store.people.putCredential({
    hash: secretHash(secret),
    kind: 'token',
    user: null,
    name: 'release',
    role,
    createdAt: lab.clock.now(),
    expiresAt: null,
    lastUsedAt: null,
  });
  return secret;
}

/** The machine that releases: its requests to the watch go to the real server's routes, everything else to the made-up shop. */
function releasing(env: Readonly<Record<string, string>>): Outside & AsyncDisposable {
  const running = { version: 'a' };
  const run = (version: string) => () => {
    running.version = version;
    return { exitCode: 0, stdout: '' };
  };
  const outside = fakeOutside({
    env,
    http: {
      'https://shop.example/version': () => JSON.stringify(running),
      'https://shop.example/': () => site.answer,
    },
    processes: { '/bin/sh -c release': run('b'), '/bin/sh -c back': run('a') },
  });
  const request: Outside['http']['request'] = async (asked) => {
    if (!asked.url.startsWith(watch)) return outside.http.request(asked);
    const init = {
      method: asked.method ?? 'GET',
      headers: (asked.headers ?? []).map(([name, value]) => [name, value] as [string, string]),
      ...(typeof asked.body === 'string' ? { body: asked.body } : {}),
    };
    const peer = { incoming: { socket: { remoteAddress: '192.0.2.9' } } };
    const answer = await lab.running.app.request(asked.url, init, peer);
    const usual = await outside.http.request({ ...asked, url: 'https://shop.example/' });
    if (!usual.ok) return usual;
    const body = new Uint8Array(await answer.arrayBuffer());
    return ok({ ...usual.value, status: answer.status, headers: [...answer.headers], body });
  };
  return {
    ...outside,
    clock: lab.clock,
    http: { ...outside.http, request },
    [Symbol.asyncDispose]: async () => {},
  };
}

interface Told {
  /** Where the watch is named. */
  readonly by: 'option' | 'manifest' | 'environment';
  readonly token: string;
  readonly watchMinutes: number;
}

async function deploy({ by, token, watchMinutes }: Told, during: () => Promise<void>): Promise<DeployReport> {
  const { manifest } = parseManifest(
    `version: 1
product: { name: Shop, domain: shop.example }
profile: ecommerce
deploy: { command: release, rollback: back, versionUrl: /version, ${by === 'manifest' ? `server: '${watch}'` : ''} }
`,
    'launch.yaml',
  );
  if (manifest === null) throw new Error('no manifest');
  const outside = releasing({
    LAUNCH_READY_TOKEN: token,
    ...(by === 'environment' ? { LAUNCH_READY_SERVER: watch } : {}),
  });
  await using open = new OpenStack();
  // Of the context only the door is used.
  const context = { openOutside: async () => outside } as unknown as CommandContext;
  const parts: DeployParts = {
    outside,
    manifest,
    profile: profileByName('ecommerce'),
    folder: '/shop',
    stateFolder: '/state',
    journeys: {
      outside,
      manifest,
      folder: '/shop',
      mail: null,
      baseUrl: null,
      artifactsFolder: null,
      traceparent: null,
    },
    gate: null,
    // What this machine sees by itself is always fine: the watch alone decides.
    rule: () => ({ decision: 'keep', because: 'all is well from here' }),
    witnesses: [],
    watcher: await watcherFor(context, new ParsedOptions(by === 'option' ? { server: watch } : {}), {
      manifest,
      outside,
      open,
    }),
    settings: { ...usualSettings, watchMs: watchMinutes * 60_000 },
    signal: new AbortController().signal,
    log: () => {},
  };
  let isOver = false;
  const deploying = beginDeploy(parts, {
    id: newDeployId(outside),
    kind: 'deploy',
    environment: 'production',
    version: 'b',
    previousVersion: 'a',
  }).finally(() => (isOver = true));
  await during();
  for (let minute = 0; minute < 40 && !isOver; minute += 1) await minutes(1);
  return deploying;
}

const marked = async () => {
  const { json } = await owner.get('/api/deploys');
  return (
    json as readonly { marker: { version: string; note: string | null }; decision: string | null }[]
  ).map(({ marker, decision }) => [marker.version, decision, marker.note]);
};
const stepOf = ({ steps }: DeployReport, id: string): string =>
  steps.find((step) => step.id === id)?.found ?? '';

// DEP-5, MON-9: the server that watches is told of a release and its own rule is read back.
describe('deploy and the watch', () => {
  it.each(['option', 'manifest', 'environment'] as const)(
    'the watch is named by %s; a release that is fine there stays',
    async (by) => {
      await owner.send('POST', '/api/monitors', monitorInput());
      await minutes(3);
      const told = { by, token: await tokenOf('editor'), watchMinutes: 3 };
      const report = await deploy(told, () => minutes(1));
      expect(report.verdict).toBe('released');
      expect(stepOf(report, 'marker')).toMatch(/^b at .*, told to the watch$/);
      expect(stepOf(report, 'watch')).toMatch(
        /^180 s watched: all is well from here; the watch says watch: Only \d+ requests since the deploy/,
      );
      expect(await marked()).toMatchObject([['b', 'watch', null]]);
    },
  );

  it('a release that breaks what only the watch sees is taken back, and the old one is marked too', async () => {
    await owner.send('POST', '/api/monitors', monitorInput({ intervalSeconds: 10, timeoutMs: 6_000 }));
    await minutes(12);
    const report = await deploy(
      { by: 'option', token: await tokenOf('editor'), watchMinutes: 12 },
      async () => {
        await minutes(1);
        site.answer = { status: 500, body: 'broken' };
      },
    );
    expect(report.verdict).toBe('rolled back');
    expect(stepOf(report, 'watch')).toMatch(
      /^After \d+ s: the watch says roll back: \d+ % of requests fail, before the deploy 0\.0 % did$/,
    );
    expect(stepOf(report, 'old-marker')).toMatch(/^a at .*, told to the watch$/);
    expect(await marked()).toMatchObject([
      ['a', null, expect.stringMatching(/^Took back b: /)],
      ['b', 'roll back', null],
    ]);
  });

  it('a token that may only look: the release goes on, and the step says what the watch said', async () => {
    const report = await deploy({ by: 'option', token: await tokenOf('viewer'), watchMinutes: 1 }, () =>
      minutes(1),
    );
    expect(report.verdict).toBe('released');
    expect(stepOf(report, 'marker')).toMatch(/^Written to the file, not to the watch: .*403/);
    expect(report.headline).toMatch(/not proven: .*deploy marker/);
    expect(await marked()).toEqual([]);
  });
});
