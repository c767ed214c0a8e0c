import { describe, expect, test } from 'vitest';
import { parseAddressMap } from './address-map.ts';
import { createRouter } from './route.ts';

const route = createRouter({ maps: [], isPrivateNetworkAllowed: false });
const reason = (address: string): string => {
  const routed = route({ address, port: 80 });
  return routed.ok
    ? 'reached'
    : routed.error.message.replace(`${address} port 80 is not a public address `, '');
};

describe('public scanning never reaches private networks', () => {
  test.each([
    ['127.0.0.1', '(loopback)'],
    ['127.255.255.254', '(loopback)'],
    ['10.1.2.3', '(private use)'],
    ['172.31.255.255', '(private use)'],
    ['192.168.0.1', '(private use)'],
    ['169.254.169.254', '(link local)'],
    ['100.64.0.1', '(shared address space of carriers)'],
    ['0.0.0.0', '(this network)'],
    ['224.0.0.1', '(multicast)'],
    ['255.255.255.255', '(limited broadcast)'],
    ['::1', '(loopback)'],
    ['::', '(unspecified)'],
    ['::7f00:1', '(IPv4-compatible)'],
    ['::ffff:127.0.0.1', '(IPv4-mapped)'],
    ['::ffff:7f00:1', '(IPv4-mapped)'],
    ['0:0:0:0:0:FFFF:7f00:0001', '(IPv4-mapped)'],
    ['64:ff9b::7f00:1', '(NAT64)'],
    ['64:ff9b:1::1', '(local IPv4/IPv6 translation)'],
    ['2002:7f00:1::', '(6to4)'],
    ['2001:0:7f00:1::', '(Teredo)'],
    ['fe80::1', '(link local)'],
    ['fe80::1%eth0', '(not a plain IP address)'],
    ['fd00:ec2::254', '(unique local)'],
    ['ff02::1', '(multicast)'],
    ['localhost', '(not a plain IP address)'],
    ['0177.0.0.1', '(not a plain IP address)'],
    ['2130706433', '(not a plain IP address)'],
  ])('%s', (address, what) => {
    expect(reason(address)).toBe(what);
  });

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(reason(address)).toBe('reached');
    },
  );

  test('unless the product is private on purpose', () => {
    const open = createRouter({ maps: [], isPrivateNetworkAllowed: true });
    expect(open({ address: '127.0.0.1', port: 80 })).toEqual({
      ok: true,
      value: { address: '127.0.0.1', port: 80 },
    });
  });

  test('a mapped address is where the user said, and not judged again', () => {
    const mapped = createRouter({
      maps: [parseAddressMap('*:80=127.0.0.1:8080')],
      isPrivateNetworkAllowed: false,
    });
    expect(mapped({ address: '10.0.0.1', port: 80 })).toEqual({
      ok: true,
      value: { address: '127.0.0.1', port: 8080 },
    });
    expect(mapped({ address: '10.0.0.1', port: 81 })).toMatchObject({ error: { kind: 'forbidden' } });
  });
});
