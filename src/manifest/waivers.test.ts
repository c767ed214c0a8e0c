import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Waiver } from '../model/manifest.ts';
import { parseManifest } from './parse.ts';
import { addWaiver } from './waivers.ts';

const shop = readFileSync(join(import.meta.dirname, 'samples/shop.yaml'), 'utf8');
const bare = 'version: 1\nproduct: {name: K, domain: k.example} # us\nprofile: custom\n';
const waiver: Waiver = {
  check: 'mail/dmarc-policy',
  target: null,
  owner: 'ada',
  reason: 'Reports first: two weeks',
  until: '2027-01-31',
};

describe('accepting a risk edits the file and nothing else in it', () => {
  const lines =
    '  - check: mail/dmarc-policy\n    owner: ada\n    reason: "Reports first: two weeks"\n    until: 2027-01-31\n';

  test.each([
    ['no list yet', bare, `${bare}waivers:\n${lines}`],
    ['no line end', bare.trimEnd(), `${bare}waivers:\n${lines}`],
    ['an empty key', `${bare}waivers:\npages: [/]\n`, `${bare}waivers:\n${lines}pages: [/]\n`],
    ['an empty list', `${bare}waivers: []\npages: [/]\n`, `${bare}waivers:\n${lines}pages: [/]\n`],
    [
      'a list in one line',
      `${bare}waivers: [{ check: a/b, owner: x, reason: y, until: 2027-01-01 }]\n`,
      `${bare}waivers:\n  - check: a/b\n    owner: x\n    reason: y\n    until: 2027-01-01\n${lines}`,
    ],
    [
      'a list without indent and a comment behind',
      `${bare}waivers:\n- { check: a/b, owner: x, reason: y, until: 2027-01-01 } # soon\n# the end`,
      `${bare}waivers:\n- { check: a/b, owner: x, reason: y, until: 2027-01-01 } # soon\n${lines.replaceAll(/^ {2}/gm, '')}# the end`,
    ],
  ])('%s', (_story, before, after) => {
    expect(addWaiver(before, waiver)).toBe(after);
    expect(parseManifest(after, 'launch.yaml').problems).toEqual([]);
  });

  test('in a long file five lines are new and none is lost', () => {
    const text = addWaiver(shop, { ...waiver, owner: 'grace', target: 'mailDomain:kiln.example' });
    expect(text.split('\n').filter((line) => !shop.split('\n').includes(line))).toEqual([
      '  - check: mail/dmarc-policy',
      '    target: mailDomain:kiln.example',
      '    owner: grace',
      '    reason: "Reports first: two weeks"',
      '    until: 2027-01-31',
    ]);
    expect(shop.split('\n').filter((line) => !text.split('\n').includes(line))).toEqual([]);
    expect(parseManifest(text, 'launch.yaml').manifest?.waivers).toHaveLength(2);
  });

  test('the same check and target again: replaced, not doubled', () => {
    const once = addWaiver(bare, waiver);
    const again = addWaiver(once, { ...waiver, until: '2027-02-28' });
    expect(again).toBe(once.replace('2027-01-31', '2027-02-28'));
  });

  test.each(['owner', 'reason', 'until'] as const)('without %s it is refused', (field) => {
    expect(() => addWaiver(bare, { ...waiver, [field]: ' ' })).toThrow(`The accepted risk has no ${field}.`);
  });

  test('a day that does not exist is refused, and so is a file that is no manifest', () => {
    expect(() => addWaiver(bare, { ...waiver, until: '2027-02-30' })).toThrow(
      '"2027-02-30" is not a day of the calendar.',
    );
    expect(() => addWaiver('a: [', waiver)).toThrow('The file is not a manifest that can be edited.');
    expect(() => addWaiver('- 1', waiver)).toThrow('The file is not a manifest that can be edited.');
  });
});
