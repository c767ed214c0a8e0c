import { isInNetwork, parseIp } from '../../protocols/mail/ip.ts';

const privateNetworks = [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const;

/** SPF speaks about addresses of the internet; a mail handed over inside a network says nothing about it. */
export function isPrivateClient(address: string): boolean {
  const ip = parseIp(address);
  if (ip === null) return true;
  return privateNetworks.some(([network, bits]) => {
    const base = parseIp(network);
    return base !== null && base.version === ip.version && isInNetwork(ip, base, bits);
  });
}
