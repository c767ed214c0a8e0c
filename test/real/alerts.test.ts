import { mkdtempSync, chmodSync, chownSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';
import { alertPath } from '../conformance/alert-path.ts';
import { alertOf, routeOf } from '../conformance/monitor-alerts.ts';
import { startPostfix } from './servers/postfix.ts';
import type { RunningPostfix } from './servers/postfix.ts';
import { missingPrograms } from './servers/server-process.ts';

const missing = [
  ...missingPrograms('postfix'),
  ...(process.getuid?.() === 0 ? [] : ['the rights of root, which Postfix starts with']),
];
const suite = missing.length === 0 ? describe : describe.skip;
const nobody = 65_534;

// MON-2, SEC-1
suite(
  `alerts through a real Postfix${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`,
  () => {
    let folder: string;
    let postfix: RunningPostfix;
    let outside: RealOutside;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'alert-mail-'));
      chmodSync(folder, 0o755);
      chownSync(folder, nobody, nobody);
      postfix = await startPostfix({
        name: 'mx.shop.example',
        routes: [],
        mailboxes: {
          folder,
          addresses: { 'ines@shop.example': 'ines/', 'all@shop.example': 'all/' },
        },
      });
      outside = createOutside({ dns: () => silentDns, isPrivateNetworkAllowed: true });
    }, 60_000);
    afterAll(async () => {
      await outside[Symbol.asyncDispose]();
      await postfix[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });

    const inbox = (name: string): readonly string[] => {
      const fresh = join(folder, name, 'new');
      return existsSync(fresh)
        ? readdirSync(fresh).map((file) => readFileSync(join(fresh, file), 'latin1'))
        : [];
    };
    const path = (to: string) => {
      const { address, port } = postfix.place;
      const secret = `smtp://${address}:${port}?from=alerts@shop.example&tls=none`;
      return alertPath(outside, [{ ...routeOf('mail', { to }), secret }]);
    };

    test('what a watched page says adds no header, no recipient and no second message', async () => {
      const evil =
        'Down\r\nBcc: all@shop.example\r\nSubject: fine\r\n\r\nbody\r\n.\r\nRCPT TO:<all@shop.example>\u0000\u2028Grüße 🧀';
      const alerting = path('ines@shop.example');
      await alerting.tell(
        alertOf({ title: evil, lastChange: evil, firstStep: `.\r\n.\r\n${evil}`, facts: [evil] }),
      );
      await alerting.send();
      expect(alerting.lines()).toEqual([expect.stringMatching(/^mail done 250 2\.0\.0 Ok: queued as /)]);
      await expect.poll(() => inbox('ines').length, { timeout: 20_000 }).toBe(1);
      const [raw = ''] = inbox('ines');
      const mail = await PostalMime.parse(raw);
      expect(mail.subject).toBe(
        '[DOWN] Down Bcc: all@shop.example Subject: fine body . RCPT TO:<all@shop.example> Grüße 🧀',
      );
      const names = mail.headers.map(({ key }) => key);
      expect(names.filter((name) => name === 'subject')).toHaveLength(1);
      expect(names).not.toContain('bcc');
      expect(mail.to?.map(({ address }) => address)).toEqual(['ines@shop.example']);
      expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
      expect(inbox('all')).toEqual([]);
    }, 40_000);

    test('an address nobody has is refused with the words of the server, and not tried again', async () => {
      const alerting = path('nobody@shop.example');
      await alerting.tell(alertOf());
      await alerting.send();
      expect(alerting.lines()).toEqual([expect.stringMatching(/^mail given-up 55\d .*nobody@shop\.example/)]);
    }, 40_000);

    test.each([
      'a@shop.example>\r\nRCPT TO:<all@shop.example',
      'a@shop.example, all@shop.example',
      '<all@shop.example>',
    ])('%j is no address: nothing is sent', async (to) => {
      const alerting = path(to);
      await alerting.tell(alertOf());
      await alerting.send();
      expect(alerting.lines()).toEqual(['mail given-up The recipient is no mail address']);
      expect(inbox('all')).toEqual([]);
    });
  },
);
