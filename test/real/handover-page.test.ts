import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printPdf } from '../../src/cli/handover/pdf.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { compareReports } from '../../src/engine/compare.ts';
import { canonicalJson } from '../../src/model/json.ts';
import type { RenderSections } from '../../src/model/sections.ts';
import { renderSectionsHtml } from '../../src/report/sections/html.ts';
import { sprintClientPage } from '../../src/report/sprint/client-page.ts';
import { sprintOf } from '../../src/tools/sprint.ts';
import { buildWeb } from '../../web/build.ts';
import { audit } from '../faults/audit-world.ts';
import { shopDesk, type ShopDesk } from '../journeys/launch-ready.ts';
import { leaksIn, planted, plantedOutputs } from '../journeys/planted.ts';
import { sampleReport } from '../suites/report-formats/sample/report.ts';
import { axeProblems, hasChromium, launchBrowser, sticksOutPx, whySkipped } from './browser-lab.ts';

// HAND-1, AUD-4: what owner and client get, looked at as they do.
describe.skipIf(!hasChromium)(`the pack and the client's report in Chromium${whySkipped}`, () => {
  let browser: Browser;
  let shop: ShopDesk;

  beforeAll(async () => {
    await buildWeb();
    shop = await shopDesk({ story: 'booking', faults: [] });
    shop.file('launch.yaml', shop.world.manifestText);
    const { file } = await audit(shop.world);
    shop.file('facts.json', canonicalJson(file));
    const made = await shop.spawn('handover', '--pdf', '--from', 'facts.json');
    expect([made.exitCode, made.stderr]).toEqual([1, '']);
    const [, ...rest] = sampleReport.findings;
    const now = { ...sampleReport, findings: rest };
    const comparison = compareReports(sampleReport, now);
    const sprint = sprintOf({ start: sampleReport, now, comparison, at: now.judgedAt });
    const page = sprintClientPage({
      sprint,
      start: sampleReport,
      now,
      comparison,
      readiness: { before: 40, after: 55 },
    });
    const web = (await import(new URL('../../dist/web/report.js', import.meta.url).href)) as {
      readonly renderSections: RenderSections;
    };
    writeFileSync(join(shop.folder, 'sprint.html'), renderSectionsHtml(page, web.renderSections));
    for (const [name, each] of plantedOutputs(file).pages)
      await printed(join(shop.folder, `planted-${name}`), renderSectionsHtml(each, web.renderSections));
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.[Symbol.asyncDispose]();
  });

  const papers = ['handover/handover.html', 'sprint.html'];
  const looks = papers.flatMap((paper) =>
    ([390, 1280] as const).flatMap((width) =>
      (['light', 'dark'] as const).map((scheme) => [paper, width, scheme] as const),
    ),
  );
  it.each(looks)(
    '%s at %i px, %s: axe finds nothing, nothing sticks out',
    async (paper, width, scheme) => {
      await using context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: scheme,
      });
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(shop.folder, paper)).href);
      expect(await axeProblems(page)).toEqual([]);
      expect(await sticksOutPx(page)).toBe(0);
    },
    60_000,
  );

  it.each(['handover', 'client'])('what was planted in the %s is in no HTML and no PDF', (name) => {
    const place = join(shop.folder, `planted-${name}`);
    const html = readFileSync(join(place, 'handover.html'), 'utf8');
    const text = spawnSync('pdftotext', ['-layout', join(place, 'handover.pdf'), '-'], {
      encoding: 'utf8',
    }).stdout;
    expect([html.length > 10_000, text.length > 2_000]).toEqual([true, true]);
    // What the scanners are asked about is the text a reader sees; styles and scripts of the page are the same in every report.
    const seen = html.replaceAll(/<(style|script)\b[^]*?<\/\1>/g, ' ').replaceAll(/<[^>]*>/g, ' ');
    expect([...leaksIn(seen), ...leaksIn(text), ...planted.filter((each) => html.includes(each))]).toEqual(
      [],
    );
  });

  it('the PDF is one, of several pages', () => {
    const pdf = readFileSync(join(shop.folder, 'handover', 'handover.pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(2);
  });
});

/** As `handover --pdf` does it. */
async function printed(folder: string, html: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'handover.html'), html);
  await using outside = await openRealOutside({});
  const done = await printPdf(outside, { folder, html, signal: new AbortController().signal });
  if (!done.ok) throw new Error(done.error.message);
}
