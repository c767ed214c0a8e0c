import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../../test/suites/report-formats/sample/report.ts';
import { unixMs } from '../../model/brand.ts';
import type { Comparison } from '../../model/comparison.ts';
import { comparisonDocument } from './document.ts';
import { renderComparisonMarkdown, renderComparisonTerminal } from './render.ts';

const nothing: Comparison = { fixed: [], appeared: [], stillOpen: [], regressed: [], unclear: [] };
const { findings } = sampleReport;
const changes: Comparison = {
  regressed: findings.slice(0, 1),
  appeared: findings.slice(1, 3),
  fixed: findings.slice(3, 6),
  unclear: findings.slice(6, 7),
  stillOpen: findings.slice(7),
};
const older = { ...sampleReport, judgedAt: unixMs(sampleReport.judgedAt - 86_400_000) };
const documentOf = (each: Comparison) => comparisonDocument(older, sampleReport, each);

describe('the sentence', () => {
  test.each([
    ['nothing at all', {}, 'Nothing open in either run'],
    [
      'a regression outweighs a fix',
      { regressed: findings.slice(0, 1), fixed: findings.slice(1, 2) },
      'Worse: 1 regressed, 1 fixed',
    ],
    [
      'more fixed than new',
      { appeared: findings.slice(0, 1), fixed: findings.slice(1, 4) },
      'Better, with something new: 1 new, 3 fixed',
    ],
    ['only fixes', { fixed: findings.slice(0, 2) }, 'Better: 2 fixed'],
    ['the same as before', { stillOpen: findings.slice(0, 4) }, 'No change: 4 still open'],
    [
      'what cannot be measured is not called fixed',
      { unclear: findings.slice(0, 2) },
      'Unclear for 2 findings: 2 no longer measurable',
    ],
  ])('%s', (_story, part, headline) => {
    expect(documentOf({ ...nothing, ...part }).headline).toBe(headline);
  });
});

// `npx vitest run src/report/comparison -u` writes the pictures anew.
describe('what a person sees', () => {
  test('in the terminal', async () => {
    await expect(renderComparisonTerminal(documentOf(changes))).toMatchFileSnapshot('golden/terminal.txt');
  });
  test('in markdown', async () => {
    await expect(renderComparisonMarkdown(documentOf(changes))).toMatchFileSnapshot('golden/comparison.md');
  });
  test('verbose hides nothing', () => {
    const text = renderComparisonTerminal(documentOf(changes), { isVerbose: true });
    expect(text).not.toContain('more: --verbose');
    expect(text.split('\n').filter((line) => /^[■▲◆◇]/u.test(line))).toHaveLength(findings.length);
  });
});
