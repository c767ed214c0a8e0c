import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { PlanEditor } from '../../src/world/plan-editor.ts';
import { auditWorld } from './audit-world.ts';
import { signature } from './planted.ts';

const shop = 'https://harbormarket.shop';
const html = (title: string, head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">` +
  `<title>${title}</title>${head}</head><body>${body}</body></html>`;
const page = (body: string, headers: Readonly<Record<string, string>> = {}) => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body,
  headers: { 'cache-control': 'no-cache', ...headers },
});
const versions = `<link rel="alternate" hreflang="en" href="${shop}/care"><link rel="alternate" hreflang="de-AT" href="${shop}/pflege"><link rel="alternate" hreflang="x-default" href="${shop}/care">`;

/** What looks like a mistake and is none, each in its own line. */
const tempted = (world: PlanEditor): PlanEditor =>
  world
    // A page of thanks that search engines shall leave out; nobody promised it to them.
    .file('@', '/thanks', page(html('Thanks', '<meta name="robots" content="noindex">', '<h1>Thanks</h1>')))
    // Languages that name each other, with a region and a default.
    .file('@', '/care', page(html('Care', versions, '<h1>Care</h1><p>Wipe the lamp with a dry cloth.</p>')))
    .file('@', '/pflege', page(html('Pflege', versions, '<h1>Pflege</h1><p>Mit einem trockenen Tuch.</p>')))
    // A guide that shows addresses of the development as text, in code and in a comment.
    .file(
      '@',
      '/developers',
      page(
        html(
          'Developers',
          '<!-- http://localhost:3000/old -->',
          '<h1>Developers</h1><pre>curl http://localhost:3000/api</pre><p>Run it on 127.0.0.1 or staging.harbormarket.shop.</p>',
        ),
      ),
    )
    // A list in another order names the list itself as its address.
    .file(
      '@',
      '/guides',
      page(
        html(
          'Guides',
          `<link rel="canonical" href="${shop}/guides">`,
          `<h1>Guides</h1><p>${'Knots and nets. '.repeat(30)}</p>`,
        ),
      ),
    )
    // robots.txt keeps the builders of models and the search pages out, and nobody else.
    .app({
      robots: `User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /account\nDisallow: /search\nAllow: /\nSitemap: ${shop}/sitemap.xml\n`,
    })
    // A page that is gone says so, and the address of a member's own page asks for a login.
    .file('@', '/spring-fair', { status: 410, type: 'text/html', body: '<p>The fair is over.</p>' })
    .rewrite(
      '@',
      '</footer>',
      '<a href="/thanks">Thanks</a> <a href="/care">Care</a> <a href="/pflege">Pflege</a> <a href="/developers">Developers</a> ' +
        '<a href="/guides">Guides</a> <a href="/guides?sort=new">Newest</a> <a href="/account#orders">Orders</a> ' +
        '<a href="mailto:hello@harbormarket.shop">Mail</a> <a href="tel:+4940123456">Call</a> <a href="#top">Top</a></footer>',
    )
    // A script of somebody else that nothing waits for, with its hash.
    .rewrite(
      '@',
      '</head>',
      '<script src="https://js.pennyworth-pay.com/v3.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" crossorigin="anonymous" defer></script></head>',
    );

/** EDGE-7, EDGE-9, EDGE-11, PERF-4, PERF-5 */
describe('twelve things about pages that only look wrong', () => {
  let report: Report;
  beforeAll(async () => {
    ({ report } = await auditWorld({ change: (plan) => tempted(new PlanEditor(plan)).plan }));
  });
  test('all of them were read', () => {
    const sample = report.passed.find(
      (each) => each.check === 'pages/sample' && each.target.name === 'harbormarket.shop',
    );
    expect(Number(/^(\d+) pages/.exec(sample?.text ?? '')?.[1])).toBeGreaterThanOrEqual(22);
    expect(report.passed.some((each) => each.check === 'pages/languages')).toBe(true);
  });
  test('none is a finding', () => {
    const themes = /^(?:pages|applinks|cache)\//;
    expect(
      report.findings
        .filter(({ check }) => themes.test(check))
        .map((each) => `${signature(each)} ${each.found}`),
    ).toEqual([]);
  });
});
