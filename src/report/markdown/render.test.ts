import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../../test/suites/report-formats/sample/report.ts';
import { mdBlock, mdCode, mdLink, mdText } from './escape.ts';
import { renderMarkdown } from './render.ts';

// `npx vitest run src/report/markdown -u` writes the picture anew; read it before committing.
test('a report a client can be sent', async () => {
  await expect(renderMarkdown(sampleReport)).toMatchFileSnapshot('golden/report.md');
});

describe('text from a hostile server stays text', () => {
  test.each([
    ['<script>alert(1)</script>', String.raw`\<script\>alert(1)\</script\>`],
    ['[click](javascript:alert(1))', String.raw`\[click\](javascript:alert(1))`],
    ['a | b', String.raw`a \| b`],
    ['line\nbreak', 'line break'],
    ['![pixel](https://evil.example/p.gif)', String.raw`!\[pixel\](https://evil.example/p.gif)`],
  ])('%s', (text, shown) => {
    expect(mdText(text)).toBe(shown);
  });
  test('a script address never becomes a link', () => {
    expect(mdLink('see', 'javascript:alert(1)')).toBe('see javascript:alert(1)');
    expect(mdLink('see', 'https://example.com/a(b)')).toBe('[see](<https://example.com/a(b)>)');
  });
  test('law: no content closes its own fence', () => {
    const text = fc.string({ unit: fc.constantFrom('`', 'a', '\n', ' ', '~') });
    fc.assert(
      fc.property(text, (content) => {
        const [fence = '', ...rest] = mdBlock(content).split('\n');
        expect(rest.slice(0, -1).every((line) => !line.includes(fence))).toBe(true);
        expect(rest.at(-1)).toBe(fence);
        const code = mdCode(content);
        const ticks = /^`+/u.exec(code)?.[0].length ?? 0;
        expect(code.endsWith('`'.repeat(ticks))).toBe(true);
      }),
      { seed: 7 },
    );
  });
});
