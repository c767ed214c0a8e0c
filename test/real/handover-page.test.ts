import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareReports } from '../../src/engine/compare.ts';
import type { RenderSections } from '../../src/model/sections.ts';
import { renderSectionsHtml } from '../../src/report/sections/html.ts';
import { sprintClientPage } from '../../src/report/sprint/client-page.ts';
import { sprintOf } from '../../src/tools/sprint.ts';
import { buildWeb } from '../../web/build.ts';
import { shopDesk, type ShopDesk } from '../journeys/launch-ready.ts';
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
    const made = await shop.run('handover', '--pdf', '--quiet', ...shop.network);
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

  it('the PDF is one, of several pages', () => {
    const pdf = readFileSync(join(shop.folder, 'handover', 'handover.pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(2);
  });
});
