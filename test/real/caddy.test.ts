import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { auditBehind } from './front-lab.ts';
import { startCaddy } from './servers/caddy.ts';
import { missingPrograms } from './servers/server-process.ts';

const missing = missingPrograms('caddy', 'openssl');
const shop = 'harbormarket.shop';

const behindCaddy = (lines: string): Promise<Report> =>
  auditBehind(
    async ({ host, key, chain, origin }) => {
      const server = await startCaddy({
        host,
        key,
        chain,
        lines: `${lines}
  reverse_proxy https://${origin} {
    header_up Host ${host}
    transport http {
      tls_server_name ${host}
      tls_insecure_skip_verify
    }
  }`,
      });
      return { ...server, https: server.place };
    },
    ['cache', 'pages', 'headers'],
  );

const findingsOf = (report: Report): readonly string[] =>
  report.findings
    .filter(({ target }) => target.name === shop)
    .map(({ check, severity }) => `${check} ${severity}`);

describe.skipIf(missing.length > 0)(
  `Caddy in front of the shop${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`,
  () => {
    test('EDGE-7 a plain reverse proxy adds no finding', async () => {
      expect(findingsOf(await behindCaddy('encode gzip'))).toEqual([]);
    });

    test('EDGE-7 one rule for all answers makes private pages public: found, with the pages named', async () => {
      const report = await behindCaddy('header {\n    Cache-Control "public, max-age=600"\n    defer\n  }');
      const found = findingsOf(report);
      expect(found).toContain('cache/private-response-stored high');
      expect(found).not.toContain('cache/two-visitor-leak blocker');
      const stored = report.findings.find(({ check }) => check === 'cache/private-response-stored');
      expect(stored?.found).toContain('/account');
    });

    test('EDGE-9 robots.txt of the test phase is found behind it', async () => {
      const report = await behindCaddy('respond /robots.txt "User-agent: *\nDisallow: /"');
      expect(findingsOf(report)).toContain('pages/robots-rules high');
    });
  },
);
