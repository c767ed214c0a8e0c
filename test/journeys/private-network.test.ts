import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerWith, hostileNameServer } from './hostile-servers.ts';
import { desk } from './launch-ready.ts';

const manifest = (isPrivate: boolean): string =>
  `version: 1\nproduct:\n  name: Inside\n  domain: inside.example\nprofile: custom\nprivateNetwork: ${isPrivate}\n`;

test('AUD-1 a product on private addresses is looked at only when its manifest says so', async () => {
  // Every name has the address 127.50.250.250, where nobody listens.
  const address = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 127, 50, 250, 250]);
  await using resolver = await hostileNameServer(answerWith(0x8180, address));
  await using own = desk();
  const look = async (isPrivate: boolean): Promise<string> => {
    own.file('launch.yaml', manifest(isPrivate));
    const asked = ['--only', 'redirects/reachability', '--save', 'facts.json', '--quiet', '--timeout', '10'];
    await own.run('audit', ...asked, '--resolver', `127.0.0.1#${resolver.port}`);
    return readFileSync(join(own.folder, 'facts.json'), 'utf8');
  };
  const [shy, allowed] = [await look(false), await look(true)];
  expect(shy).toContain('127.50.250.250');
  expect(shy).toContain('is not a public address (loopback)');
  expect(allowed).toContain('127.50.250.250');
  expect(allowed).not.toContain('is not a public address');
});
