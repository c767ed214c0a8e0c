import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { auditBehind } from './front-lab.ts';
import { startNginx } from './servers/nginx.ts';
import { missingPrograms } from './servers/server-process.ts';

const missing = missingPrograms('nginx', 'openssl');
const shop = 'harbormarket.shop';

/** nginx's own proxy cache in front of the shop; `rules` are what an administrator would write into the location. */
const behindNginx = (rules: string): Promise<Report> =>
  auditBehind(
    async ({ host, key, chain, origin }) =>
      startNginx([
        {
          host,
          key,
          chain,
          httpLines: 'proxy_cache_path {folder}/cache levels=1:2 keys_zone=shop:1m max_size=20m;',
          lines: `location / {
            proxy_pass https://${origin};
            proxy_http_version 1.1;
            proxy_ssl_server_name on;
            proxy_ssl_name ${host};
            proxy_set_header Host ${host};
            proxy_cache shop;
            add_header X-Cache-Status $upstream_cache_status always;
            ${rules}
          }`,
        },
      ]),
    ['cache'],
  );

const findingsOf = (report: Report): readonly string[] =>
  report.findings
    .filter(({ target }) => target.name === shop)
    .map(({ check, severity }) => `${check} ${severity}`);
const verdictOf = (report: Report, check: string): string | undefined =>
  report.passed.find((each) => each.check === check && each.target.name === shop)?.text;

describe.skipIf(missing.length > 0)(
  `nginx proxy_cache in front of the shop${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`,
  () => {
    describe('EDGE-7 a cache that obeys the shop', () => {
      let report: Report;
      beforeAll(async () => {
        report = await behindNginx('proxy_cache_key "$scheme$host$request_uri";');
      });
      test('nothing crosses over, with two test accounts logged in', () => {
        expect(report.findings.map(({ check }) => check)).not.toContain('cache/two-visitor-leak');
        expect(verdictOf(report, 'cache/two-visitor-leak')).toMatch(
          /^\d pages with 2 test accounts logged in, [1-9] with something personal, nothing crossed over$/,
        );
      });
      test('the second question for a file is answered by the cache', () => {
        expect(verdictOf(report, 'cache/asset-hit')).toContain('served by the cache');
      });
      test('there is no finding at all', () => {
        expect(findingsOf(report)).toEqual([]);
      });
    });

    test.each([
      [
        'whose key leaves out the query',
        'proxy_ignore_headers Cache-Control Set-Cookie Expires; proxy_cache_valid 200 5m; proxy_cache_key "$scheme$host$uri";',
      ],
      [
        'that ignores what the shop says about privacy',
        'proxy_ignore_headers Cache-Control Set-Cookie Expires; proxy_cache_valid 200 5m; proxy_cache_key "$scheme$host$request_uri";',
      ],
    ])(
      'EDGE-7 a cache %s shows one account to another: a proven blocker with both transcripts',
      async (_what, rules) => {
        const report = await behindNginx(rules);
        const leak = report.findings.find(({ check }) => check === 'cache/two-visitor-leak');
        expect(leak).toMatchObject({ severity: 'blocker', confidence: 'proven' });
        const text = JSON.stringify(leak?.evidence);
        expect(text).toContain('ana: GET https://harbormarket.shop/account');
        expect(text).toMatch(/(?:ben|a stranger): got (?:what names the account|text of the page) of ana/);
        expect(text).toContain('x-cache-status: HIT');
        expect(JSON.stringify(report)).not.toContain('ana.probe@');
        expect(JSON.stringify(report)).not.toContain('rope and sail');
      },
    );
  },
);
