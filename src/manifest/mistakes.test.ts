import { expect, describe, test } from 'vitest';
import { parseManifest } from './parse.ts';
import { formatProblem } from './problem.ts';

const head = 'version: 1\nproduct: { name: Kiln, domain: kiln.example }\nprofile: ecommerce\n';
const messages = (text: string): readonly string[] =>
  parseManifest(text, 'launch.yaml').problems.map(formatProblem);
const texts = (text: string): readonly string[] =>
  parseManifest(head + text, 'launch.yaml').problems.map(
    (each) => `${each.path}: ${each.text} (${each.code})`,
  );

describe('mistakes', () => {
  test('each is named with its line, the line itself and a caret; all in one run', () => {
    expect(
      messages(
        [
          'version: 1',
          'product: { name: Kiln, domain: kiln.example }',
          'profile: ecomerce',
          'hosts:',
          '  - { name: app.kiln.example, role: aap }',
          'monitors:',
          '  - id: m',
          '    ownr: ada',
          '    kind: http',
          '    target: /',
        ].join('\n'),
      ),
    ).toEqual([
      'launch.yaml:3:10 profile: "ecomerce" is not a profile. Use waitlist, community, booking, mobile, ecommerce or custom. ' +
        'Did you mean ecommerce? (LR_MANIFEST_VALUE)\n  3 | profile: ecomerce\n    |          ^^^^^^^^',
      'launch.yaml:5:37 hosts[0].role: "aap" is not a role. Use apex, www, app, api, admin, checkout, auth, assets, status, mail, ' +
        'docs, blog, staging or other. Did you mean app? (LR_MANIFEST_VALUE)\n' +
        '  5 |   - { name: app.kiln.example, role: aap }\n    |                                     ^^^',
      'launch.yaml:8:5 monitors[0].ownr: "ownr" is not known here. Known here: id, kind, target, interval, failures, regions, ' +
        'dependsOn, options. (LR_MANIFEST_UNKNOWN_KEY)\n  8 |     ownr: ada\n    |     ^^^^',
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'a missing key',
      'people: [{ id: ada }]',
      ['people[0].name: is missing. It needs a text. (LR_MANIFEST_MISSING)'],
    ],
    [
      'a number that is a name',
      'people: [{ id: ada, name: 12 }]',
      ['people[0].name: needs a text. Put it in quotes: "12". (LR_MANIFEST_TYPE)'],
    ],
    [
      'a list where fields belong',
      'deploy: [x]',
      ['deploy: needs fields with names, not a list. (LR_MANIFEST_TYPE)'],
    ],
    [
      'a bare number as time',
      'monitors: [{ id: m, kind: http, target: /, interval: 5 }]',
      [
        'monitors[0].interval: "5" is not a length of time from 10s to 7d. Write it like 500ms, 30s, 5m or 2h. (LR_MANIFEST_TYPE)',
      ],
    ],
    [
      'a port out of range',
      'mail: { smtp: { host: a.example, port: 70000 } }',
      ['mail.smtp.port: "70000" is out of range, it must be at most 65535. (LR_MANIFEST_RANGE)'],
    ],
    [
      'a host with a scheme',
      'hosts: ["https://a.example"]',
      [
        'hosts[0]: "https://a.example" is not a host name. Write it in small letters without https:// and without a path, like app.example.com. (LR_MANIFEST_VALUE)',
      ],
    ],
    [
      'an unknown override',
      'overrides: { redirects.maxHop: 1 }',
      [
        'overrides.redirects.maxHop: is not a value of a profile. Did you mean redirects.maxHops? (LR_MANIFEST_OVERRIDE)',
      ],
    ],
    [
      'an owner nobody knows',
      'hosts: [{ name: a.example, owner: bob }]',
      [
        'hosts[0].owner: "bob" is not in people. There are none yet; add one with id: bob. (LR_MANIFEST_REFERENCE)',
      ],
    ],
    [
      'a monitor of a misspelt journey',
      'journeys: [{ id: signup, steps: [{ open: / }] }]\nmonitors: [{ id: m, kind: journey, target: signpu }]',
      ['monitors[0].target: "signpu" is not in journeys. Did you mean signup? (LR_MANIFEST_REFERENCE)'],
    ],
    [
      'a host twice, once short and once long',
      'hosts: [a.example, { name: a.example }]',
      ['hosts[1].name: "a.example" is here twice. (LR_MANIFEST_DUPLICATE)'],
    ],
    [
      'an escalation in a circle',
      'alerts: [{ id: a, channel: email, to: a@b.example, escalatesTo: a }]',
      ['alerts[0].escalatesTo: leads back to "a" itself. (LR_MANIFEST_REFERENCE)'],
    ],
    [
      'an unknown step',
      'journeys: [{ id: j, steps: [{ opn: / }] }]',
      [
        'journeys[0].steps[0]: "opn" is not a step. Use open, request, browser, mail, webhook, upload or wait. Did you mean open? (LR_MANIFEST_UNKNOWN_KEY)',
      ],
    ],
    [
      'a step that lacks most',
      'journeys: [{ id: j, steps: [{ webhook: /x, provider: stripe, secret: "env:A" }] }]',
      ['journeys[0].steps[0].event: is missing. It needs a text. (LR_MANIFEST_MISSING)'],
    ],
    [
      'two bodies',
      'journeys: [{ id: j, steps: [{ request: POST /, json: 1, body: x }] }]',
      ['journeys[0].steps[0]: has more than one body. Use json, form or body. (LR_MANIFEST_VALUE)'],
    ],
    [
      'a value used before it is saved',
      'journeys: [{ id: j, steps: [{ open: "/${a}" }, { open: /, save: { a: "json:a" } }] }]',
      [
        'journeys[0].steps[0].open: ${a} is not saved by an earlier step. Known here: run, email, day and env:NAME. (LR_MANIFEST_REFERENCE)',
      ],
    ],
    [
      'a misspelt variable',
      'env: [STRIPE_SECRET]\nproviders: [{ id: d, kind: cloudflare, zone: a.example, token: "env:STRIPE_SECRT" }]',
      [
        'providers[0].token: "env:STRIPE_SECRT" is not in env. Did you mean env:STRIPE_SECRET? (LR_MANIFEST_REFERENCE)',
      ],
    ],
    [
      '30 February',
      'waivers: [{ check: a/b, owner: a, reason: r, until: 2027-02-30 }]',
      ['waivers[0].until: "2027-02-30" is not a day of the calendar. (LR_MANIFEST_VALUE)'],
    ],
    [
      'a mail alert to a number',
      'alerts: [{ id: a, channel: email, to: "+44" }]',
      ['alerts[0].to: "+44" is not a mail address, nor a reference like env:NAME. (LR_MANIFEST_VALUE)'],
    ],
    [
      'mistakes of several kinds',
      'hosts: [{ name: a.example, owner: bob, colour: red }]',
      [
        'hosts[0].owner: "bob" is not in people. There are none yet; add one with id: bob. (LR_MANIFEST_REFERENCE)',
        'hosts[0].colour: "colour" is not known here. Known here: name, role, owner, purpose, public, ipv6, proxied, origins, provider, changing. (LR_MANIFEST_UNKNOWN_KEY)',
      ],
    ],
  ])('%s', (_story, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});
