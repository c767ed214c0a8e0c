import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAndroidLinks } from './android.ts';
import { readAppleAssociation } from './apple.ts';

const app = 'A1B2C3D4E5.shop.harbormarket.app';
const print = Array.from({ length: 32 }, () => 'AB').join(':');
const statement = (over: object = {}, target: object = {}): string =>
  JSON.stringify([
    {
      relation: ['delegate_permission/common.handle_all_urls'],
      target: {
        namespace: 'android_app',
        package_name: 'shop.harbormarket.app',
        sha256_cert_fingerprints: [print],
        ...target,
      },
      ...over,
    },
  ]);

/** EDGE-11 */
describe('apple-app-site-association', () => {
  it.each([
    ['the form of today', { appIDs: [app], components: [{ '/': '/buy/*' }] }, []],
    ['the form before iOS 13', { appID: app, paths: ['/buy/*', 'NOT /x', '*'] }, []],
    [
      'a bundle id without its team',
      { appID: 'shop.harbormarket.app', paths: ['*'] },
      [
        '"shop.harbormarket.app" is no app id: ten letters of the team, a dot, the bundle id',
        'no app is named in "details"',
      ],
    ],
    ['no rules', { appIDs: [app] }, [`"${app}" has neither "components" nor "paths": it opens no link`]],
    [
      'a path without slash',
      { appID: app, paths: ['buy/*'] },
      ['the path "buy/*" does not begin with a slash'],
    ],
  ])('%s', (_what, detail, problems) => {
    const text = JSON.stringify({ applinks: { apps: [], details: [detail] } });
    expect(readAppleAssociation(text)?.problems).toEqual(problems);
  });

  it('no applinks, no JSON, a list', () => {
    expect(readAppleAssociation('{"webcredentials":{"apps":[]}}')?.problems).toEqual([
      'there is no "applinks": the file opens no links',
    ]);
    expect(readAppleAssociation('<!doctype html>')).toBeNull();
    expect(readAppleAssociation('[]')?.appIds).toEqual([]);
  });
});

describe('assetlinks.json', () => {
  it.each([
    ['healthy', statement(), ['shop.harbormarket.app'], []],
    [
      'a fingerprint in small letters',
      statement({}, { sha256_cert_fingerprints: [print.toLowerCase()] }),
      [],
      [
        `shop.harbormarket.app: "${print.toLowerCase()}" is no SHA-256 fingerprint (32 pairs of capital hex digits with colons)`,
      ],
    ],
    [
      'SHA-1',
      statement({}, { sha256_cert_fingerprints: [print.slice(0, 59)] }),
      [],
      [
        `shop.harbormarket.app: "${print.slice(0, 59)}" is no SHA-256 fingerprint (32 pairs of capital hex digits with colons)`,
      ],
    ],
    [
      'another relation only',
      statement({ relation: ['delegate_permission/common.get_login_creds'] }),
      [],
      ['no statement lets an Android app open links (handle_all_urls)'],
    ],
    ['an object', '{}', [], ['it is no list of statements']],
  ])('%s', (_what, text, packages, problems) => {
    expect(readAndroidLinks(text)).toEqual({ packages, problems });
  });

  it('whatever is there, it is read', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        readAndroidLinks(text);
        readAndroidLinks(`[${text}]`);
        readAppleAssociation(`{"applinks":{"details":[${text}]}}`);
        readAppleAssociation(`{"applinks":${text}}`);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
