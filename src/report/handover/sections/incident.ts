import type { HandoverBlock, HandoverSection } from '../../../model/handover.ts';
import { answered, declared, derived } from '../lines.ts';
import { manifestOf, type HandoverMaterial } from '../material.ts';
import { personName, questionsOf } from '../questions.ts';

export function monitoringSection(material: HandoverMaterial): HandoverSection {
  const { monitors } = manifestOf(material);
  const { uptime, alert } = material.profile;
  return {
    id: 'monitoring',
    title: 'Monitoring and alerts',
    about: 'What is watched, how often, and whom it wakes.',
    blocks: [
      {
        title: 'Watched',
        columns: ['monitor', 'kind', 'what', 'every'],
        lines: [
          ...monitors.map((monitor) =>
            declared(`monitor ${monitor.id}`, [
              monitor.id,
              monitor.kind,
              monitor.target,
              `${monitor.intervalSeconds} s`,
            ]),
          ),
          derived(
            'monitor derived',
            [
              'from the manifest',
              'all',
              `${uptime.checks.join(', ')}, certificates and domain expiry`,
              `${uptime.intervalSeconds} s`,
            ],
            'launch-ready watch plan',
          ),
        ],
      },
      routesBlock(material),
      {
        title: 'The rule',
        columns: ['what', 'value'],
        lines: [
          derived('alert rule', [
            'An alert is sent',
            `after ${alert.afterFailures} failures in a row, within ${alert.withinSeconds} s`,
          ]),
        ],
      },
    ],
  };
}

const routesBlock = (material: HandoverMaterial): HandoverBlock => ({
  title: 'Who is told',
  columns: ['route', 'channel', 'for', 'owner', 'tried'],
  lines: manifestOf(material).alerts.map((route) =>
    declared(
      `alert ${route.id}`,
      [
        route.id,
        route.channel,
        route.severities.join(', ') || 'everything',
        personName(material, route.owner) ?? 'nobody named',
        'launch-ready alerts test',
      ],
      route.owner !== null,
    ),
  ),
});

const levels: readonly (readonly [level: string, means: string, act: string])[] = [
  [
    'Critical',
    'customers cannot buy, log in or reach the page; money or data is being lost',
    'ring the first person now; take the last release back before looking for the cause',
  ],
  [
    'Warning',
    'slow, or one part is broken; most customers get through',
    'write to the owner; look within the hour',
  ],
  ['Info', 'nothing is broken yet: a certificate, a domain or a limit comes near', 'on the next working day'],
];

export function incidentSection(material: HandoverMaterial): HandoverSection {
  const people = manifestOf(material).people.filter(({ phone }) => phone !== null);
  return {
    id: 'incident',
    title: 'When it breaks',
    about: 'In doubt take the higher level. Restore first, explain later.',
    blocks: [
      {
        title: 'How bad is it',
        columns: ['level', 'means', 'do'],
        lines: levels.map(([level, means, act]) => derived(`level ${level}`, [level, means, act])),
      },
      {
        title: 'First ten minutes',
        columns: ['step', 'do'],
        lines: [
          'See it yourself from another network: a phone without Wi-Fi.',
          'Open the incident in the watch: likely cause, since when, what changed last.',
          'A release in the last hour? Take it back: see Release and rollback.',
          'Say it on the status page, with the time of the next news.',
          'Write down what you did and when; the watch keeps it in the incident.',
        ].map((text, at) => derived(`first ${at + 1}`, [`${at + 1}`, text])),
      },
      {
        title: 'Whom to ring',
        columns: ['question', 'answer'],
        lines: [
          ...questionsOf(material, 'incident').map(({ id, question }) => answered(material, id, [question])),
          ...people.map((person) =>
            declared(`ring ${person.id}`, [
              person.role ?? 'team',
              `${person.name}, number in launch.yaml under people: ${person.id}`,
            ]),
          ),
        ],
      },
    ],
  };
}
