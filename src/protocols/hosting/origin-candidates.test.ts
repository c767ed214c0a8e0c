import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesInHeaders, originCandidates } from './origin-candidates.ts';

// EDGE-6: only what the owner declared or gave.
const mail = [
  'Received: from mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41])',
  '        by mx.example.test with SMTPS id a1; Sat, 21 Nov 2026',
  'Received: from app (ec2-203.compute.example [65.109.84.20]) by smtp.example.test',
  'Received: from [10.0.0.5] (localhost [127.0.0.1])',
  'X-Originating-IP: [2a01:4f9:c010::11]',
  'Received: from edge (104.16.32.1)',
  'Subject: Version 1.2.3.4 of 65.109.84.99',
].join('\r\n');

describe('addresses a mail gives away', () => {
  it('public ones of telling fields; private ones, networks in front and the subject are left out', () => {
    expect(addressesInHeaders(mail)).toEqual(['209.85.220.41', '65.109.84.20', '2a01:4f9:c010::11']);
  });

  it('declared addresses come first, names and addresses in DNS are none', () => {
    const found = originCandidates({
      declared: ['65.109.84.20', 'origin.shop.test', '104.16.0.1', '198.41.0.4'],
      mailHeaders: mail,
      inDns: ['198.41.0.4'],
    });
    expect(found).toContainEqual({ address: '65.109.84.20', from: 'manifest' });
    expect(found.map(({ address }) => address)).not.toContain('104.16.0.1');
    expect(found).toHaveLength(3);
  });

  it('never throws, never more than eight', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(addressesInHeaders(`Received: ${text}`).length).toBeLessThanOrEqual(8);
      }),
      { seed: 1, numRuns: 200 },
    );
    const many = Array.from({ length: 500 }, (_, index) => `Received: from x [65.109.${index % 200}.1]`).join(
      '\n',
    );
    expect(addressesInHeaders(many)).toHaveLength(8);
  });
});
