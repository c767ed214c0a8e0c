import type { DeployMarker, Incident } from '../../model/monitor.ts';
import { causeNames, lengthText } from '../../monitor/alerting/words.ts';
import { titleOf } from '../views/incident-views.ts';

export interface PostmortemSource {
  readonly incident: Incident;
  readonly affected: readonly string[];
  readonly deploys: readonly DeployMarker[];
}

/** A draft from what is known: nobody is blamed, what only people know is asked for. Markdown; texts of others cannot become markup. */
export function postmortemDraft({ incident, affected, deploys }: PostmortemSource): string {
  const { startedAt, detectedAt, resolvedAt } = incident;
  const [cause] = incident.causes;
  const acknowledged = incident.timeline.find(({ kind }) => kind === 'acknowledged');
  const lines = [
    `# ${inert(titleOf(incident))}`,
    '',
    '## In short',
    '',
    `- Began ${moment(startedAt)}, noticed after ${lengthText(detectedAt - startedAt)}${acknowledged === undefined ? ', nobody acknowledged it' : `, taken up after ${lengthText(acknowledged.at - startedAt)}`}.`,
    resolvedAt === null
      ? '- Still open.'
      : `- Over ${moment(resolvedAt)}: it lasted ${lengthText(resolvedAt - startedAt)}.`,
    `- Likely cause: ${cause === undefined ? 'not known' : `${causeNames[cause.kind]} (${Math.round(cause.confidence * 100)} %). ${inert(cause.because)}`}`,
    ...(affected.length === 0 ? [] : [`- Also affected: ${affected.map(inert).join(', ')}.`]),
    ...deploys.map(
      (deploy) =>
        `- Deploy ${inert(deploy.version)} at ${moment(deploy.at)}${deploy.by === null ? '' : ` by ${inert(deploy.by)}`}.`,
    ),
    '',
    '## What users saw',
    '',
    '_How many people, which pages, what they could not do._',
    '',
    '## What happened',
    '',
    ...incident.timeline.map(
      ({ at, text, by }) => `- ${moment(at)} ${inert(text)}${by === null ? '' : ` (${inert(by)})`}`,
    ),
    '',
    '## Why it could happen',
    '',
    '_Ask why until the answer is something that can be changed._',
    '',
    '## What went well, what did not',
    '',
    '_Was it noticed by us or by users? Was the first step the right one?_',
    '',
    '## What will change',
    '',
    '| What | Who | By when |',
    '|---|---|---|',
    '| | | |',
    '',
  ];
  return lines.join('\n');
}

const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** CommonMark 2.4: a backslash takes their meaning from punctuation marks. */
const inert = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .slice(0, 400)
    .replace(/[\\`*_[\]<>#|!~]/g, (mark) => `\\${mark}`);
