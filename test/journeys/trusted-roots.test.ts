import { expect, test } from 'vitest';
import { parseReport, shopDesk, start } from './launch-ready.ts';

// EDGE-3: whoever works behind a company's own authority has told Node of it already.
test('a root that Node is told of is trusted without --ca, and without either nothing is', async () => {
  await using shop = await shopDesk({});
  const at = shop.network.indexOf('--ca');
  const root = shop.network[at + 1] ?? '';
  const withoutRoot = [...shop.network.slice(0, at), ...shop.network.slice(at + 2)];
  const trusts = async (env: Readonly<Record<string, string>>) => {
    const asked = ['audit', shop.world.domain, '--only', 'tls/certificate-trust', '--json', '--quiet'];
    const report = parseReport(await start([...asked, ...withoutRoot], { folder: shop.folder, env }).ended);
    return { trusted: report.passed.length, doubted: report.findings.length };
  };
  const told = await trusts({ NODE_EXTRA_CA_CERTS: root });
  expect(told.trusted).toBeGreaterThan(1);
  expect(told.doubted).toBe(0);
  expect(await trusts({})).toEqual({ trusted: 0, doubted: told.trusted });
});
