import { expect, it } from 'vitest';
import { parseZone } from '../../protocols/zone/file/parse.ts';
import { caddyFile, nginxFile } from './web-servers.ts';
import { netlifyRedirects, vercelFile } from './hosts.ts';
import { registrarSteps } from './instructions.ts';
import { terraformFile } from './terraform.ts';
import { zoneFileOf } from './zone-text.ts';

/** FIX-4: what we do not write ourselves is handed over as text. */
const state = {
  'rrset:case.test./TXT': { ttlSeconds: 300, values: ['"v=spf1 ${x} -all"'] },
  'rrset:case.test./MX': { ttlSeconds: 'auto', values: ['10 mail.example.net.'] },
  'rrset:www.case.test./A': { ttlSeconds: 60, values: ['192.0.2.1', '192.0.2.2'] },
  'rule:redirect/www': {
    title: 'www',
    isEnabled: true,
    match: { hosts: ['www.case.test'] },
    to: { host: 'case.test', path: 'same' },
    status: 301,
    keepsQuery: true,
  },
  'rule:redirect/old': {
    title: 'old',
    isEnabled: true,
    match: { hosts: ['case.test'], paths: ['/old', '/blog/*'] },
    to: { host: 'case.test', path: '/new' },
    status: 308,
    keepsQuery: false,
  },
  'rule:redirect/off': {
    title: 'off',
    isEnabled: false,
    match: {},
    to: { host: 'no.test', path: '/' },
    status: 302,
    keepsQuery: false,
  },
  'rule:response-headers/safe': {
    title: 'safe\n}',
    isEnabled: true,
    match: {},
    set: { 'X-Frame-Options': 'DENY', 'X-Odd': 'a"b\\c' },
    remove: ['X-Powered-By'],
  },
};

it('zone file: reads back as it was', () => {
  const zone = parseZone(zoneFileOf('case.test', state), 'case.test');
  expect(
    zone.ok && zone.records.map(({ name, type, ttlSeconds }) => `${name} ${type} ${ttlSeconds}`),
  ).toEqual(['case.test MX 300', 'case.test TXT 300', 'www.case.test A 60', 'www.case.test A 60']);
});

it('Terraform: one resource per value, names apart, templates escaped', () => {
  const text = terraformFile(state);
  expect(text).toContain(
    'resource "cloudflare_dns_record" "r_www_case_test_a_2" {\n  zone_id = var.zone_id\n  name = "www.case.test"',
  );
  expect(text).toContain('content = "\\"v=spf1 $${x} -all\\""');
  expect(text).toContain('ttl = 1\n  priority = 10\n  content = "mail.example.net"');
});

it('nginx and Caddy: switched-off rules are left out, headers cannot break out of their line', () => {
  expect(nginxFile(state)).toBe(`server {
  server_name www.case.test;
  location / { return 301 https://case.test$uri$is_args$args; }
}

server {
  server_name case.test;
  location = /old { return 308 https://case.test/new; }
  location ^~ /blog/ { return 308 https://case.test/new; }
}

# safe }
add_header X-Frame-Options "DENY" always;
add_header X-Odd "a\\"b\\\\c" always;
proxy_hide_header X-Powered-By;
`);
  expect(caddyFile(state)).toContain('www.case.test {\n  redir * https://case.test{path}?{query} 301\n}');
});

it('Vercel and Netlify redirect files', () => {
  expect(JSON.parse(vercelFile(state))).toMatchObject({
    redirects: [
      {
        source: '/:path*',
        has: [{ type: 'host', value: 'www.case.test' }],
        destination: 'https://case.test/:path*',
        statusCode: 301,
      },
      { source: '/old', destination: 'https://case.test/new', statusCode: 308 },
      { source: '/blog/:path*', destination: 'https://case.test/new', statusCode: 308 },
    ],
  });
  expect(netlifyRedirects(state).split('\n')).toEqual([
    'https://www.case.test/*  https://case.test/:splat  301!',
    'https://case.test/old  https://case.test/new  301!',
    'https://case.test/blog/*  https://case.test/new  301!',
    '',
  ]);
});

it('a registrar gets steps in its own words, removals first', () => {
  const changes = [
    { resource: 'rrset:case.test./TXT', before: null, after: { ttlSeconds: 300, values: ['"v=spf1 -all"'] } },
    {
      resource: 'rrset:case.test./MX',
      before: { ttlSeconds: 300, values: ['10 old.example.net.'] },
      after: { ttlSeconds: 300, values: ['10 new.example.net.'] },
    },
    { resource: 'setting:ssl', before: 'full', after: 'strict' },
  ];
  expect(registrarSteps('case.test', changes, 'porkbun')).toEqual([
    'Open Porkbun: Domain Management > Details > DNS Records.',
    'Delete: type MX, an empty name, value 10 old.example.net.',
    'Add: type TXT, an empty name, value v=spf1 -all, TTL 300 seconds.',
    'Add: type MX, an empty name, value 10 new.example.net, TTL 300 seconds.',
  ]);
});
