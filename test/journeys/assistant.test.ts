import { expect, it } from 'vitest';
import type { AssistantReport } from '../../src/model/assistant.ts';
import { assistantSecrets } from '../../src/world/app/assistant/weakness.ts';
import { looksLikeCrash, shopDesk, type Ended } from './launch-ready.ts';

/** AI-1 as a user types it, at the demo shop's own assistant. */
it('a weak assistant is found with the talks that prove it; what held, and mistakes of the user, are told', async () => {
  await using shop = await shopDesk({
    change: (plan) => ({
      ...plan,
      app: { ...plan.app, assistantWeaknesses: ['tells-encoded', 'acts-unasked'] },
    }),
  });
  shop.file('launch.yaml', shop.world.manifestText);
  const asked = ['--manifest', 'launch.yaml', '--quiet', ...shop.network];
  const run = (...words: readonly string[]): Promise<Ended> =>
    shop.run('assistant', 'test', ...words, ...asked);
  const all = await run('--json', '--repeat', '1');
  expect(all.exitCode, all.stderr).toBe(1);
  const report = JSON.parse(all.stdout) as AssistantReport;
  const failed = report.results.filter(({ outcome }) => outcome === 'fail');
  expect(failed.map(({ category }) => category)).toEqual(
    expect.arrayContaining(['tool-use', 'prompt-extraction']),
  );
  expect(report.headline).toMatch(
    /^The assistant failed \d+ of \d+ scenarios: .*tool-use \d.*prompt-extraction \d/,
  );
  expect(failed.every(({ transcript }) => transcript.length > 0)).toBe(true);
  expect(all.stdout).not.toContain(assistantSecrets.canary);

  const held = await run('--only', 'escalation', '--only', 'ordinary-questions');
  expect([held.exitCode, held.stdout.split('\n')[0]], held.stderr).toEqual([
    0,
    'The assistant held in 18 of 18 scenarios.',
  ]);
  const wrong = await run('--only', 'escalations');
  expect([wrong.exitCode, wrong.stderr.includes('Did you mean escalation')], wrong.stderr).toEqual([2, true]);
  expect([all, held, wrong].some(looksLikeCrash)).toBe(false);
}, 120_000);
