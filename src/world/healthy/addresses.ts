/**
 * Addresses of the demo internet. They look like ordinary public ones, because checks rightly complain about private and
 * documentation ranges; nothing is ever sent to them, the program is told to connect to loopback instead.
 */
export const addresses = {
  root: ['198.41.0.4', '2001:503:ba3e::2:30'],
  registry: ['194.146.106.10', '2001:67c:1010::10'],
  shopDnsOne: ['45.90.28.11', '2a07:a8c0::11'],
  shopDnsTwo: ['185.136.96.22', '2a06:fb00:1::22'],
  thirdPartyDns: ['194.58.197.5', '2a01:3f1:8::5'],
  edge: ['89.187.162.20', '2a02:6ea0:c700::20'],
  admin: ['65.109.84.11', '2a01:4f9:c010::11'],
  thirdPartyWeb: ['139.162.130.9', '2a01:7e01::9'],
  mailOne: ['77.32.148.25', '2a0c:5a80::25'],
  mailTwo: ['77.32.149.26', '2a0c:5a80:1::26'],
  mailOut: ['77.32.148.40', '2a0c:5a80::40'],
  seedMail: ['46.105.33.7', '2001:41d0:2::7'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
