import { expect, test } from 'vitest';
import { answerAll } from '../../src/protocols/mail/dns-answer.ts';
import { lintSpf } from '../../src/protocols/mail/spf/lint.ts';
import { readSpfTree } from '../../src/protocols/mail/spf/tree.ts';
import { hasSpfSuite, type SpfCase, spfCases } from './spf-data.ts';

const name =
  'spf-linter: bad records are flagged and good ones are not, without any message (needs ../shared/data/spf)';

const definite = new Set(['pass', 'fail', 'softfail', 'neutral']);
const isBad = ({ results }: SpfCase): boolean => results.length === 1 && results[0] === 'permerror';
const isGood = ({ results }: SpfCase): boolean => results.every((result) => definite.has(result));

function errorsOf(one: SpfCase): readonly string[] {
  const address = one.mailFrom === '' ? one.helo : one.mailFrom;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const { issues } = lintSpf(answerAll(readSpfTree(domain), one.answer));
  expect(issues.every(({ section }) => /^\d+(\.\d+)*$/.test(section))).toBe(true);
  return issues.filter(({ level }) => level === 'error').map(({ id, message }) => `${id} ${message}`);
}

test.runIf(hasSpfSuite)(name, () => {
  const bad = spfCases().filter(isBad);
  const good = spfCases().filter(isGood);
  const missed = bad.filter((one) => errorsOf(one).length === 0).map((one) => one.name);
  const wronged = good.flatMap((one) => errorsOf(one).map((error) => `${one.name}: ${error}`));
  process.stdout.write(
    `spf-linter flagged ${bad.length - missed.length}/${bad.length}, accepted ${good.length - wronged.length}/${good.length}\n`,
  );
  expect({ missed, wronged }).toEqual({ missed: [], wronged: [] });
  expect([bad.length, good.length]).toEqual([74, 112]);
});
