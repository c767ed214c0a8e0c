import type { HandoverLine, HandoverSection } from '../../../model/handover.ts';
import { answered, declared, derived, isoDay } from '../lines.ts';
import { manifestOf, type HandoverMaterial } from '../material.ts';
import { personName, questionsOf } from '../questions.ts';

/** A rehearsal says little about today's code after this many days. */
const rehearsalDays = 30;
const dayMs = 86_400_000;

export function deploySection(material: HandoverMaterial): HandoverSection {
  const { deploy } = manifestOf(material);
  const limit = material.profile.rollback.limitSeconds;
  return {
    id: 'deploy',
    title: 'Release and rollback',
    about: 'How a change goes out, and how it is taken back.',
    blocks: [
      {
        title: 'The path',
        columns: ['step', 'how'],
        lines: [
          declared('deploy host', ['Runs on', deploy.host ?? 'not declared'], deploy.host !== null),
          declared('deploy branch', ['Branch', deploy.branch ?? 'not declared'], deploy.branch !== null),
          declared(
            'deploy build',
            ['Build', deploy.buildCommand ?? 'not declared'],
            deploy.buildCommand !== null,
          ),
          declared('deploy command', ['Release', deploy.command ?? 'not declared'], deploy.command !== null),
          declared(
            'deploy rollback',
            ['Take it back', deploy.rollbackCommand ?? 'not declared'],
            deploy.rollbackCommand !== null,
          ),
          derived('deploy rule', [
            'When it is taken back',
            'smoke fails after the release, or errors, p95 or failed journeys are worse than before: launch-ready deploy does it by itself',
          ]),
          derived('deploy limit', [
            'Time allowed',
            limit === null ? 'the profile sets no limit' : `${limit} s by the profile`,
          ]),
        ],
      },
      {
        title: 'Releases and rehearsals',
        columns: ['what', 'version', 'outcome', 'took'],
        lines: releases(material),
      },
    ],
  };
}

function releases(material: HandoverMaterial): readonly HandoverLine[] {
  if (material.releases.length === 0)
    return [
      {
        ...derived(
          'rehearsal none',
          ['rehearsal', '', 'a rollback was never rehearsed with this tool', ''],
          'launch-ready deploy rehearse-rollback',
        ),
        state: 'missing',
      },
    ];
  return material.releases.map(({ id, at, kind, version, outcome, isGood, tookMs }) => ({
    id: `${kind} ${id}`,
    cells: [`${kind} ${isoDay(at)}`, version, outcome, `${(tookMs / 1000).toFixed(0)} s`],
    origin: 'measured',
    state: !isGood ? 'bad' : material.now - at > rehearsalDays * dayMs ? 'old' : 'good',
    at,
    by: null,
    rerun: kind === 'rehearsal' ? 'launch-ready deploy rehearse-rollback' : 'launch-ready deploy status',
  }));
}

/** Names, purposes and places; never a value. */
export function variablesSection(material: HandoverMaterial): HandoverSection {
  const declaredEnv = new Map(manifestOf(material).env.map((one) => [one.name, one]));
  const fromCode = material.variables ?? [];
  const names = [...new Set([...fromCode.map(({ name }) => name), ...declaredEnv.keys()])].toSorted();
  const read = new Map(fromCode.map((one) => [one.name, one]));
  return {
    id: 'variables',
    title: 'Environment variables and secrets',
    about: 'What the product needs to start: where each lives and who looks after it. No values.',
    blocks: [
      {
        title: 'Variables',
        columns: ['name', 'needed', 'secret', 'purpose', 'owner', 'read in'],
        lines: names.map((name) => {
          const said = declaredEnv.get(name);
          const used = read.get(name);
          const isSecret = said?.isSecret ?? used?.isSecret ?? false;
          const cells = [
            name,
            (said?.isRequired ?? used?.isRequired) === false ? 'optional' : 'required',
            isSecret ? 'yes' : 'no',
            said?.purpose ?? 'not said',
            personName(material, said?.owner ?? null) ?? 'nobody named',
            used?.usedIn ?? (material.variables === null ? 'code not looked at' : 'not read by the code'),
          ];
          return {
            ...declared(`variable ${name}`, cells, said !== undefined),
            rerun: 'launch-ready env',
          };
        }),
      },
      {
        title: 'Secrets',
        columns: ['question', 'answer'],
        lines: questionsOf(material, 'variables').map(({ id, question }) =>
          answered(material, id, [question]),
        ),
      },
    ],
  };
}

export function dataSection(material: HandoverMaterial): HandoverSection {
  const { dataStores } = manifestOf(material);
  return {
    id: 'data',
    title: 'Data and backups',
    about: 'A backup that was never restored is a hope.',
    blocks: [
      {
        title: 'Stores',
        columns: ['store', 'kind', 'backed up', 'owner', 'last restored'],
        lines: dataStores.map(({ id, kind, backup }) =>
          declared(
            `store ${id}`,
            [
              id,
              kind,
              backup?.schedule ?? 'not said',
              personName(material, backup?.owner ?? null) ?? 'nobody named',
              backup?.restoredOn ?? 'never, as far as we know',
            ],
            backup !== null &&
              [backup.schedule, backup.owner, backup.restoredOn].every((each) => each !== null),
          ),
        ),
      },
      {
        title: 'Asked of the owner',
        columns: ['question', 'answer'],
        lines: questionsOf(material, 'data').map(({ id, question }) => answered(material, id, [question])),
      },
    ],
  };
}
