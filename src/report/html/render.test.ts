import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Parser } from 'htmlparser2';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleReport } from '../../../test/suites/report-formats/sample/report.ts';
import { note } from '../../model/evidence.ts';
import type { RenderReportPage, Report } from '../../model/report.ts';
import { buildWeb } from '../../../web/build.ts';
import { renderHtml } from './render.ts';

let prerender: RenderReportPage;
let html: string;

beforeAll(async () => {
  await buildWeb();
  const page: { readonly renderReportPage: RenderReportPage } = await import(
    new URL('../../../dist/web/report.js', import.meta.url).href
  );
  prerender = page.renderReportPage;
  html = renderHtml(sampleReport, prerender);
});

test('pictures stand inside the file, and nothing but pictures', () => {
  const data = 'data:image/jpeg;base64,/9j/4AAQSkZJRg==';
  const page = renderHtml(sampleReport, prerender, [
    { url: 'https://shop.test/"><script>', width: 390, data },
    { url: 'https://shop.test/', width: 1280, data: 'https://evil.test/track.png' },
  ]);
  const pictures = tagsOf(page).filter(
    ({ name, attributes }) => name === 'img' && attributes['width'] !== undefined,
  );
  expect(
    pictures.map(({ attributes }) => [attributes['src'], attributes['width'], attributes['alt']]),
  ).toEqual([[data, '390', 'https://shop.test/"><script> in a window of 390 px']]);
  expect(page).not.toContain('evil.test');
  expect(html).not.toContain('What visitors see');
});

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function tagsOf(page: string): readonly Tag[] {
  const tags: Tag[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => void tags.push({ name, attributes }) });
  parser.end(page);
  return tags;
}

const inner = (page: string, name: string): string =>
  new RegExp(`<${name}>([^]*?)</${name}>`, 'u').exec(page)?.[1] ?? '';
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('one self-contained file', () => {
  test('nothing is loaded from anywhere: links lead out, resources do not', () => {
    const loading = tagsOf(html).filter(
      ({ name, attributes }) =>
        name !== 'a' && /^(?:https?:)?\/\//u.test(attributes.src ?? attributes.href ?? ''),
    );
    expect(loading).toEqual([]);
    expect(inner(html, 'style')).not.toMatch(/@import|url\(/u);
  });
  test('its policy allows exactly the one style and the one script it carries', () => {
    const policy = tagsOf(html).find((tag) => tag.attributes['http-equiv'] === 'Content-Security-Policy');
    expect(policy?.attributes.content).toBe(
      [
        "default-src 'none'",
        `style-src ${hashOf(inner(html, 'style'))}`,
        `script-src ${hashOf(inner(html, 'script'))}`,
        'img-src data:',
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; '),
    );
  });
  test('no inline handlers or style attributes, which the policy would break', () => {
    const broken = tagsOf(html).filter(({ attributes }) =>
      Object.keys(attributes).some((name) => name === 'style' || name.startsWith('on')),
    );
    expect(broken).toEqual([]);
  });
  test('within the budget: script 20 KB, style 6 KB, gzipped', () => {
    expect(gzipSync(inner(html, 'script')).length).toBeLessThan(20_000);
    expect(gzipSync(inner(html, 'style')).length).toBeLessThan(6_000);
  });
  test('built once, it is not built again from the same sources', async () => {
    expect(await buildWeb()).toBe('fresh');
  });
  test('the same report gives the same bytes', () => {
    expect(renderHtml(sampleReport, prerender)).toBe(html);
  });
});

describe('what is in it without any script', () => {
  test('every finding, in order, each with an address of its own', () => {
    const ids = tagsOf(html).filter(({ attributes }) => attributes.class === 'finding');
    expect(ids.map(({ attributes }) => attributes.id)).toEqual(
      sampleReport.findings.map((finding) => `f-${finding.fingerprint}`),
    );
  });
  test('controls that need the script are hidden until it runs', () => {
    const controls = tagsOf(html).filter(
      ({ name, attributes }) => name === 'form' && 'data-finding-filter' in attributes,
    );
    expect(controls.map(({ attributes }) => 'hidden' in attributes)).toEqual([true]);
  });
  test('links inside the page lead somewhere', () => {
    const tags = tagsOf(html);
    const ids = new Set(tags.map(({ attributes }) => attributes.id));
    const targets = tags.flatMap(({ attributes }) =>
      attributes.href?.startsWith('#') === true ? [attributes.href.slice(1)] : [],
    );
    expect(targets.length).toBeGreaterThan(sampleReport.findings.length);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('no finding is good news only as far as something was judged', () => {
  const nothing = { findings: [], waived: [], plan: { slots: [], deferred: [] } };
  const counts = { ...sampleReport.counts, blocker: 0, high: 0, medium: 0, low: 0 };
  const heading = (report: Report): string =>
    /<h2 id="findings">([^<]*)</u.exec(renderHtml(report, prerender))?.[1] ?? '';

  test.each([
    ['everything judged passed', { ...counts, unknown: 0 }, 'Nothing to fix'],
    ['some answers are unknown', counts, 'Nothing failed'],
    ['nothing at all could be judged', { ...counts, passed: 0 }, 'Nothing could be judged'],
  ])('%s', (_story, each, title) => {
    expect(heading({ ...sampleReport, ...nothing, counts: each })).toBe(title);
  });
  test('the page stands without a next step', () => {
    expect(prerender(sampleReport)).not.toContain('class="next"');
  });
});

describe('text from a hostile server', () => {
  const payload = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'><svg/onload=alert(1)>`;
  const first = sampleReport.findings[0];
  if (first === undefined) throw new Error('the sample report has findings');
  const hostile = (): Report => ({
    ...sampleReport,
    subject: { ...sampleReport.subject, product: payload },
    headline: payload,
    findings: [
      {
        ...first,
        title: payload,
        found: `${payload} \u202egnp.exe`,
        why: payload,
        fix: payload,
        reproduce: payload,
        target: { kind: 'host', name: payload },
        evidence: [
          note(payload),
          { kind: 'lines', title: payload, lines: [payload] },
          { kind: 'table', title: payload, columns: [payload], rows: [[payload]] },
          { kind: 'tree', title: payload, root: { label: payload, note: payload, children: [] } },
        ],
        sources: [
          { label: payload, url: 'javascript:alert(1)' },
          { label: 'ok', url: `https://example.com/${payload}` },
        ],
      },
    ],
  });

  test('is shown and stays inert: no element, no handler, no script address of its own', () => {
    const page = renderHtml(hostile(), prerender);
    const tags = tagsOf(page);
    expect(tags.filter(({ name }) => name === 'script')).toHaveLength(1);
    expect(
      tags.filter(
        ({ name, attributes }) => name === 'img' || 'onerror' in attributes || 'onload' in attributes,
      ),
    ).toEqual([]);
    expect(tags.filter(({ attributes }) => /^javascript:/iu.test(attributes.href ?? ''))).toEqual([]);
    expect(page).toContain('&lt;script>alert(1)&lt;/script>');
  });
  test('bidirectional overrides are spelled out', () => {
    const page = renderHtml(hostile(), prerender);
    expect(page).not.toContain('\u202e');
    expect(page).toContain(String.raw`\u202egnp.exe`);
  });
});
