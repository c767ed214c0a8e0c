import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParsedOptions, type CommandContext } from '../../src/cli/command.ts';
import { run } from '../../src/cli/handover/close.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { newSecret, secretHash } from '../../src/server/auth/secrets.ts';
import { serverLab } from '../conformance/server-lab.ts';
import { startBind } from './providers/servers/bind.ts';
import { startPowerDns } from './providers/servers/pdns.ts';
import { hasProgram } from './providers/servers/process.ts';
import { caseZone } from './providers/servers/setup.ts';

// HAND-1: the proof that access has ended, against real name servers and our own server.
describe('access that ends, at real servers', { timeout: 120_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'launch-ready-access-'));
    writeFileSync(join(folder, 'key'), caseZone.secret);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The state of each answer, and everything that was printed and kept. */
  async function close(
    providers: string,
    options: Readonly<Record<string, unknown>> = {},
  ): Promise<{ readonly states: readonly string[]; readonly text: string }> {
    const manifest = join(folder, 'launch.yaml');
    writeFileSync(
      manifest,
      `version: 1\nproduct: { name: Case, domain: case.test }\nprofile: ecommerce\nprivateNetwork: true\n${providers}`,
    );
    let stdout = '';
    const context: CommandContext = {
      stdout: (text) => void (stdout += text),
      stderr: () => undefined,
      terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
      cwd: folder,
      version: '0',
      signal: new AbortController().signal,
      openOutside: openRealOutside,
      ask: async () => null,
      readStdin: async () => '',
    };
    await run(context, { arguments: [], options: new ParsedOptions({ manifest, json: true, ...options }) });
    const { proofs } = JSON.parse(stdout) as { readonly proofs: readonly { readonly state: string }[] };
    const kept = readFileSync(join(folder, '.launch-ready', 'handover', 'access.jsonl'), 'utf8');
    return { states: proofs.map(({ state }) => state), text: `${stdout}${kept}` };
  }

  it.skipIf(!hasProgram('named'))(
    'BIND: the key is taken out of its configuration, then changed',
    async () => {
      const ask = async (setup: typeof caseZone): Promise<readonly string[]> => {
        const server = await startBind(setup);
        try {
          const { states, text } = await close(
            `providers: [{ id: dns, kind: rfc2136, zone: case.test, token: 'file:key', options: { server: '127.0.0.1#${server.port}', key: launch } }]\n`,
          );
          expect(text).not.toContain(caseZone.secret);
          return states;
        } finally {
          await server.stop();
        }
      };
      expect(await ask(caseZone)).toEqual(['open']);
      expect(await ask({ ...caseZone, keyName: 'of-the-owner' })).toEqual(['ended']);
      expect(
        await ask({
          ...caseZone,
          secret: Buffer.from('another secret of thirty-two....').toString('base64'),
        }),
      ).toEqual(['ended']);
    },
  );

  it.skipIf(!hasProgram('pdns_server'))('PowerDNS: its api-key is changed', async () => {
    const server = await startPowerDns(caseZone);
    try {
      const provider = `providers: [{ id: dns, kind: powerdns, zone: case.test, token: 'file:key', options: { url: '${server.apiUrl}' } }]\n`;
      expect((await close(provider)).states).toEqual(['open']);
      writeFileSync(join(folder, 'key'), 'a-key-it-does-not-know');
      expect((await close(provider)).states).toEqual(['ended']);
    } finally {
      await server.stop();
      writeFileSync(join(folder, 'key'), caseZone.secret);
    }
  });

  it('our own server: a token, then the same token after it was revoked', async () => {
    const lab = await serverLab();
    const secret = newSecret('token', lab.running.server.outside.random);
    const hash = secretHash(secret);
    const credential = { hash, kind: 'token', user: null, name: 'sprint', role: 'viewer' } as const;
    await lab.store.people.putCredential({
      ...credential,
      createdAt: lab.clock.now(),
      expiresAt: null,
      lastUsedAt: null,
    });
    const listening = await new Promise<{ readonly port: number; readonly end: () => void }>((resolve) => {
      const server = serve({ fetch: lab.running.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
        resolve({ port, end: () => void server.close() }),
      );
    });
    try {
      writeFileSync(join(folder, 'watch-token'), secret);
      const given = {
        server: `http://127.0.0.1:${listening.port}`,
        token: `file:${join(folder, 'watch-token')}`,
      };
      const before = await close('', given);
      await lab.store.people.removeCredential(hash);
      const after = await close('', given);
      expect([...before.states, ...after.states]).toEqual(['open', 'ended']);
      expect(after.text).not.toContain(secret);
    } finally {
      listening.end();
      await lab.close();
    }
  });
});
