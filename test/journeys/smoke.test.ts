import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looksLikeCrash, shopDesk, type Ended, type ShopDesk } from './launch-ready.ts';

/** DEP-9 as a user types it, in the demo internet. */
let desk: ShopDesk;
beforeAll(async () => {
  desk = await shopDesk({ story: 'ecommerce' });
  desk.file('launch.yaml', desk.world.manifestText);
});
afterAll(async () => desk[Symbol.asyncDispose]());

const smoke = (...args: readonly string[]): Promise<Ended> =>
  desk.run('smoke', ...args, '--mailbox', desk.world.adminUrl, ...desk.network);

describe('smoke', { timeout: 60_000 }, () => {
  it('walks every journey and says so first', async () => {
    const ended = await smoke();
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout.split('\n')[0]).toBe('✓ All 4 journeys go through');
  });

  it('one that fails: exit 1, the step, the reason, what came back', async () => {
    desk.file('broken.yaml', desk.world.manifestText.replace('text: Harbor Market', 'text: Harbour Market'));
    const ended = await smoke('homepage', '--manifest', 'broken.yaml', '--json');
    expect(ended.exitCode).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schema: 'launch-ready/smoke@1',
      verdict: 'failed',
      headline: '1 of 1 journey fails',
      journeys: [
        { journey: 'homepage', code: 'text-missing', message: '"Harbour Market" is not in the answer' },
      ],
    });
    const junit = await smoke('homepage', '--manifest', 'broken.yaml', '--format', 'junit');
    expect(junit.stdout).toContain(
      '<failure message="open /: &quot;Harbour Market&quot; is not in the answer"',
    );
  });

  it('a name that is not there: exit 2, and what was meant', async () => {
    const ended = await smoke('chekout');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('Did you mean checkout?');
    expect(looksLikeCrash(ended)).toBe(false);
  });

  it('a mailbox that does not answer: nothing is known about the product, exit 3', async () => {
    const ended = await desk.run('smoke', 'login', '--mailbox', 'http://127.0.0.1:9', ...desk.network);
    expect(ended.exitCode).toBe(3);
    expect(ended.stdout).toContain('1 of 1 journey could not run');
  });

  it('prints ready journeys that launch.yaml takes as they are', async () => {
    const printed = await desk.run('smoke', '--templates');
    expect(printed.exitCode).toBe(0);
    const head = `version: 1\nproduct: { name: Harbor Market, domain: ${desk.world.domain} }\nprofile: ecommerce\n`;
    const inboxes = 'mail: { inboxes: [{ id: seed, kind: sink, address: launch@seedpost.net }] }\n';
    desk.file('templated.yaml', `${head}${inboxes}${printed.stdout}`);
    const ended = await smoke('--manifest', 'templated.yaml');
    expect(ended.stderr + ended.stdout).toContain('All 4 journeys go through');
  });
});
