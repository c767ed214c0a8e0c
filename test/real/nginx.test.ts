import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { signature } from '../faults/planted.ts';
import { shopDomain } from './dns-lab.ts';
import { look } from './look.ts';
import { missingPrograms } from './servers/server-process.ts';
import { hosts, startWebLab, webManifest, type WebLab } from './web-lab.ts';

const missing = missingPrograms('nginx', 'openssl', 'nsd', 'knotd');
const suite = missing.length === 0 ? describe : describe.skip;

/** OpenSSL 3.0 of Debian 12 has no post-quantum key exchange yet: true of every host here. */
const ofDebian = ['tls/post-quantum'];

suite(
  `real nginx, certificates by openssl${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`,
  () => {
    let lab: WebLab;
    let report: Report;
    beforeAll(async () => {
      lab = await startWebLab();
      const { hintsText, maps, caPem } = lab;
      report = await look({
        domain: shopDomain,
        only: ['tls', 'redirects'],
        hintsText,
        maps,
        caPem,
        manifestText: webManifest(),
      });
    }, 60_000);
    afterAll(() => lab[Symbol.asyncDispose]());

    const at = (host: string): readonly string[] =>
      report.findings
        .filter(({ check, target }) => target.name === host && !ofDebian.includes(check))
        .map(({ check, severity }) => `${check} ${severity}`)
        .toSorted();

    test('EDGE-3 the healthy hosts have no finding', () => {
      expect([at(hosts.apex), at(hosts.www), at(hosts.good)]).toEqual([[], [], []]);
    });

    test.each([
      ['EDGE-3 a certificate that ran out three days ago', hosts.expired, ['tls/certificate-expiry blocker']],
      ['EDGE-3 a certificate for another name', hosts.wrongName, ['tls/certificate-names blocker']],
      ['EDGE-3 the intermediate is not sent', hosts.incomplete, ['tls/chain-complete blocker']],
      [
        'EDGE-3 TLS 1.0 and 1.1, no 1.3',
        hosts.oldProtocol,
        ['tls/modern-protocol low', 'tls/protocol-versions medium'],
      ],
      ['EDGE-1 http that never leads to https', hosts.plain, ['redirects/https-upgrade blocker']],
    ])('%s: exactly its findings', (_story, host, expected) => {
      expect(at(host)).toEqual(expected);
    });

    test('nothing else is said about any target', () => {
      const known = new Set<string>(Object.values(hosts));
      const modern = report.findings.filter(({ check }) => ofDebian.includes(check));
      expect(modern.map(({ severity }) => severity)).toEqual(modern.map(() => 'low'));
      expect(report.findings.filter(({ target }) => !known.has(target.name)).map(signature)).toEqual([]);
    });
  },
);
