type Files = readonly (readonly [path: string, text: string])[];

const up = (id: string): string => '../'.repeat(id.split('/').length);
const last = (id: string): string => id.split('/').at(-1) ?? id;
const camel = (id: string): string =>
  last(id).replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** What `npm run new` writes. Each file compiles once its blanks (in capitals) are filled. */
export const templates: Readonly<Record<string, (id: string) => Files>> = {
  check: (id) => [
    [
      `src/checks/${id}.ts`,
      `import { check, fail, pass, rfc } from '${up(id)}model/check.ts';
import { note } from '${up(id)}model/evidence.ts';
import FACT from '${up(id)}facts/THEME/FACT.ts';

export default check({
  title: 'WHAT IS TRUE WHEN IT PASSES',
  failingTitle: 'WHAT IS WRONG, WITH THE CONSEQUENCE',
  requirements: ['ID-1'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'WHY IT COSTS MONEY.',
  sources: [rfc(1035, '1')],
  needs: { fact: FACT },
  fix: 'WHAT TO DO.',
  effortMinutes: 15,
  reproduce: ({ target }) => \`dig \${target.name}\`,
  judge: ({ fact }) => (fact.isRight ? pass('WHAT WAS SEEN') : fail('WHAT WAS SEEN', { evidence: [note('...')] })),
});
`,
    ],
    [
      `src/checks/${id}.test.ts`,
      `import { describe, expect, it } from 'vitest';
import ${camel(id)} from './${last(id)}.ts';

describe('${id}', () => {
  it('pass: ...', () => {});
  it('fail: ...', () => {});
  it('unknown: ...', () => {});
});
`,
    ],
  ],
  fact: (id) => [
    [
      `src/facts/${id}.ts`,
      `import { z } from 'zod';
import { factToken } from '${up(id)}model/fact.ts';

const schema = z.object({});

export type NAME = z.infer<typeof schema>;

export default factToken<NAME>({
  id: '${id}',
  target: 'host',
  about: 'WHAT IS KNOWN WHEN THIS IS KNOWN',
  schema,
});
`,
    ],
  ],
  collector: (id) => [
    [
      `src/collectors/${id}.ts`,
      `import { collector } from '${up(id)}model/collector.ts';
import { unknownFact } from '${up(id)}model/fact.ts';
import token from '${up(id)}facts/${id}.ts';

export default collector({
  yields: token,
  inputs: {},
  limits: { timeoutMs: 5000 },
  collect: ({ target }) => Promise.resolve(unknownFact(\`nothing asked \${target.name} yet\`, 'WHAT TO DO')),
});
`,
    ],
  ],
};
