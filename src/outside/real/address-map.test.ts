import { describe, expect, test } from 'vitest';
import { UserError } from '../../model/error.ts';
import { applyMaps, parseAddressMap } from './address-map.ts';

describe('what is read', () => {
  test.each([
    ['*:53=127.0.0.1:15353', { host: '*', port: 53, to: { address: '127.0.0.1', port: 15_353 } }],
    [
      'WWW.example.com:443=127.0.0.1:8443',
      { host: 'www.example.com', port: 443, to: { address: '127.0.0.1', port: 8443 } },
    ],
    ['192.0.2.1:*=[::1]:80', { host: '192.0.2.1', port: null, to: { address: '::1', port: 80 } }],
    [
      '[2001:DB8::1]:443=127.0.0.1:1',
      { host: '2001:db8::1', port: 443, to: { address: '127.0.0.1', port: 1 } },
    ],
    ['*:*=refuse', { host: '*', port: null, to: 'refuse' }],
  ])('%s', (text, map) => {
    expect(parseAddressMap(text)).toEqual(map);
  });
});

describe('what is not', () => {
  test.each([
    ['*:53', '--map *:53, column 5: there is no "=" between FROM and TO'],
    ['*=127.0.0.1:1', '--map *=127.0.0.1:1, column 2: "*" has no port'],
    ['*:0=127.0.0.1:1', '--map *:0=127.0.0.1:1, column 3: "0" is not a port from 1 to 65535'],
    [
      'a b:1=127.0.0.1:1',
      '--map a b:1=127.0.0.1:1, column 1: "a b" is neither a host name, an IP address nor *',
    ],
    ['*:1=localhost:1', '--map *:1=localhost:1, column 5: "localhost" is not an IP address'],
    ['*:1=127.0.0.1', '--map *:1=127.0.0.1, column 14: "127.0.0.1" has no port'],
    ['*:1=127.0.0.1:70000', '--map *:1=127.0.0.1:70000, column 15: "70000" is not a port from 1 to 65535'],
  ])('%s', (text, message) => {
    expect(() => parseAddressMap(text)).toThrow(UserError);
    expect(() => parseAddressMap(text)).toThrow(message);
  });
});

describe('the first rule that matches wins', () => {
  const maps = ['www.example.com:443=127.0.0.1:1', '192.0.2.1:443=refuse', '*:443=127.0.0.1:2'].map(
    parseAddressMap,
  );
  test.each([
    [
      { address: '192.0.2.1', port: 443, name: 'www.example.com' },
      { kind: 'mapped', address: '127.0.0.1', port: 1 },
    ],
    [{ address: '192.0.2.1', port: 443, name: 'example.com' }, { kind: 'refused' }],
    [
      { address: '192.0.2.9', port: 443 },
      { kind: 'mapped', address: '127.0.0.1', port: 2 },
    ],
    [{ address: '192.0.2.9', port: 80 }, { kind: 'unmapped' }],
  ])('%o', (to, mapped) => {
    expect(applyMaps(maps, to)).toEqual(mapped);
  });
});
