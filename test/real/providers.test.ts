import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { powerDnsProvider } from '../../src/providers/powerdns/provider.ts';
import { rfc2136Provider } from '../../src/providers/rfc2136/provider.ts';
import type { TsigKey } from '../../src/protocols/zone/update/tsig.ts';
import type { Backend } from '../conformance/provider/backend.ts';
import { providerCases } from '../conformance/provider/cases.ts';
import { foreignEditsKept } from '../conformance/provider/foreign-edits.ts';
import { killAtEveryStep } from '../conformance/provider/kill-steps.ts';
import { runCase } from '../conformance/provider/run-case.ts';
import { startBind } from './providers/servers/bind.ts';
import { startKnot } from './providers/servers/knot.ts';
import { startPowerDns } from './providers/servers/pdns.ts';
import { hasProgram } from './providers/servers/process.ts';
import type { NameServerRun } from './providers/servers/setup.ts';
import { caseZone } from './providers/servers/setup.ts';

/** FIX-1, FIX-2, FIX-4 against name servers as Debian ships them. */
const outside = await openRealOutside({ isPrivateNetworkAllowed: true });
afterAll(() => outside[Symbol.asyncDispose]());

const key: TsigKey = {
  name: caseZone.keyName,
  algorithm: 'hmac-sha256',
  secret: Buffer.from(caseZone.secret, 'base64'),
};

const byUpdate = (name: string, start: typeof startBind) => async (): Promise<Backend> => {
  const run: NameServerRun = await start(caseZone);
  const server = { address: '127.0.0.1', port: run.port };
  return {
    name,
    provider: rfc2136Provider({ zone: caseZone.zone, server, key }, outside),
    server: `127.0.0.1#${run.port}`,
    close: run.stop,
  };
};
const byApi = async (): Promise<Backend> => {
  const run = await startPowerDns(caseZone);
  return {
    name: 'PowerDNS',
    provider: powerDnsProvider({ zone: caseZone.zone, url: run.apiUrl, apiKey: run.apiKey }, outside),
    server: `127.0.0.1#${run.port}`,
    close: run.stop,
  };
};

const kinds = [
  { name: 'BIND', program: 'named', start: byUpdate('BIND', startBind) },
  { name: 'Knot', program: 'knotd', start: byUpdate('Knot', startKnot) },
  { name: 'PowerDNS', program: 'pdns_server', start: byApi },
];

/** How many cases may be refused while planning: types the server does not know. */
const mayRefuse = 2;

describe.each(kinds)('$name', ({ name, program, start }) => {
  const isHere = hasProgram(program);
  let backend: Backend;
  let refused = 0;
  beforeAll(async () => {
    if (isHere) backend = await start();
  }, 60_000);
  afterAll(async () => {
    if (isHere) await backend.close();
  });

  test.skipIf(!isHere).each(providerCases)('$title', async (one) => {
    if ((await runCase(backend, one, outside)) !== 'applied') refused += 1;
  });

  test.skipIf(!isHere)('cases refused while planning are rare', () => {
    expect(refused).toBeLessThanOrEqual(mayRefuse);
  });

  test.skipIf(!isHere)('killed at every step and taken up: as before or as wanted', async () => {
    const { kills, before, after } = await killAtEveryStep(backend);
    expect(kills).toBeGreaterThan(15);
    expect(before + after).toBe(kills);
  });

  test.skipIf(!isHere)('100 foreign edits between plan and write: none is lost', async () => {
    expect(await foreignEditsKept(backend, 100)).toBe(100);
  });

  if (!isHere)
    test(`${name} is not installed: ${program} is missing`, ({ skip }) => skip(`${program} is missing`));
});
