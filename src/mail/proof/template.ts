import { clientNames, lintTemplate, type TemplateIssue } from '../../protocols/mail/templates/lint.ts';
import { point, type ProofPoint } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const maxShown = 12;

/** MAIL-6: what is lost in which program. Lost content is broken, lost layout is worth repairing, lost looks are one line. */
export function proveTemplate({ scan }: ProofInput): readonly ProofPoint[] {
  if (scan === null) return [];
  const issues = lintTemplate(scan);
  const serious = issues.filter(({ harm }) => harm !== 'look');
  const looks = issues.filter(({ harm }) => harm === 'look');
  if (issues.length === 0)
    return [
      point(
        { id: 'template', title: 'The template works everywhere', source: null },
        'holds',
        `${scan.bytes} bytes of HTML`,
      ),
    ];
  return [
    ...serious.slice(0, maxShown).map(issuePoint),
    ...(looks.length === 0
      ? []
      : [
          point(
            { id: 'template-looks', title: 'Plainer in some programs', source: looks[0]?.source ?? null },
            'advice',
            looks
              .slice(0, maxShown)
              .map(({ feature }) => feature)
              .join(', '),
          ),
        ]),
  ];
}

const issuePoint = ({ feature, harm, effect, clients, count, source }: TemplateIssue): ProofPoint =>
  point(
    {
      id: `template-${feature.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')}`,
      title: `${feature} in the template`,
      source,
    },
    harm === 'layout' ? 'advice' : 'broken',
    `${clientNames(clients)}: ${effect}${count > 1 ? ` (${count} times)` : ''}`,
  );
