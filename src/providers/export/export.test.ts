import { expect, it } from 'vitest';
import { parseZone } from '../../protocols/zone/file/parse.ts';
import { caddyFile } from './caddy.ts';
import { edgeSteps } from './edge-instructions.ts';
import { netlifyRedirects, vercelFile } from './hosts.ts';
import { registrarSteps } from './instructions.ts';
import { nginxFile } from './nginx.ts';
import { terraformFile } from './terraform.ts';
import { exportForms } from './forms.ts';
import { unsaid } from './unsaid.ts';
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
  location / { return 301 https://case.test$request_uri; }
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
  expect(caddyFile(state)).toContain('www.case.test {\n  redir * https://case.test{uri} 301\n}');
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

const edge = {
  'rule:waf/lr-files': {
    title: 'files',
    isEnabled: true,
    match: { hosts: ['case.test'], paths: ['/.env', '/.git/*'] },
    action: 'block',
  },
  'rule:waf/made-by-hand': { foreign: { ref: 'made-by-hand', action: 'skip', expression: 'ssl' } },
  'rule-order:waf': ['made-by-hand', 'lr-files'],
  'rule:rate-limit/lr-sign-in': {
    title: 'login',
    isEnabled: true,
    match: { paths: ['/login'] },
    requests: 10,
    perSeconds: 10,
    blockSeconds: 10,
  },
  'rule:cache/assets': {
    title: 'assets',
    isEnabled: true,
    match: { hosts: ['*.case.test'], paths: ['/a/*'] },
    edge: 'origin',
    browser: 600,
  },
  'setting:hsts': { maxAgeSeconds: 300, includesSubdomains: false, isPreload: false, hasNosniff: true },
  bots: { fightMode: true },
  dnssec: true,
};

it('Terraform: rules in their order with foreign ones, settings, DNSSEC, bots', () => {
  const text = terraformFile({ ...edge, ...state });
  expect(text).toContain(`resource "cloudflare_ruleset" "waf" {
  zone_id = var.zone_id
  name = "default"
  kind = "zone"
  phase = "http_request_firewall_custom"
  rules = [
    {
      ref = "made-by-hand"
      action = "skip"
      expression = "ssl"
    },
    {
      ref = "lr-files"
`);
  expect(text).toContain('"X-Frame-Options" = {\n            operation = "set"');
  expect(text).toContain('setting_id = "security_header"\n  value = {\n    strict_transport_security = {');
  for (const part of ['"redirect"', '"cache"', '"response_headers"', '"rate_limit"'])
    expect(text).toContain(`resource "cloudflare_ruleset" ${part} {`);
  expect(text).toContain(
    'resource "cloudflare_bot_management" "zone" {\n  zone_id = var.zone_id\n  fight_mode = true\n}',
  );
  expect(text).toContain(
    'resource "cloudflare_zone_dnssec" "zone" {\n  zone_id = var.zone_id\n  status = "active"\n}',
  );
});

it('nginx: limits, closed paths and lifetimes as maps', () => {
  expect(nginxFile(edge)).toBe(`# login
map "$host$uri" $lr_sign_in {
  default "";
  "~^[^/]+/login$" $binary_remote_addr;
}
limit_req_zone $lr_sign_in zone=lr_sign_in:10m rate=60r/m;
limit_req zone=lr_sign_in burst=10 nodelay;
limit_req_status 429;

# files; in the server block: if ($lr_files) { return 403; }
map "$host$uri" $lr_files {
  default 0;
  "~^case\\.test/\\.env$" 1;
  "~^case\\.test/\\.git/" 1;
}

map "$host$uri" $lr_expires {
  default off;
  "~^[^/]+\\.case\\.test/a/" 600s;
}
expires $lr_expires;
`);
});

it('what a form has no words for is told', () => {
  const changes = Object.entries(edge).map(([resource, after]) => ({ resource, before: null, after }));
  const missing = Object.fromEntries(exportForms.map((form) => [form, unsaid(form, changes).length]));
  expect(missing).toEqual({
    steps: 0,
    zonefile: 8,
    terraform: 0,
    nginx: 5,
    caddy: 6,
    vercel: 8,
    netlify: 8,
  });
  expect(edgeSteps(changes)).toHaveLength(8);
  expect(edgeSteps(changes)[0]).toBe(
    'At the edge (Security > Custom rules): add the firewall rule “files”: when (http.host eq "case.test") and (http.request.uri.path eq "/.env" or starts_with(http.request.uri.path, "/.git/")), then {"action":"block"}.',
  );
});
