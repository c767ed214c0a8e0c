import { consentNeeded } from '../../engine/fix/consent.ts';
import type { Plan, PlannedChange, Risk } from '../../model/fix.ts';
import type { Json } from '../../model/json.ts';
import { plural } from '../../model/words.ts';
import { inertLine } from '../../report/inert.ts';
import type { Palette } from '../../report/terminal/palette.ts';
import { isSetLike, valueLines } from './value-text.ts';

export interface PlanScreen {
  readonly palette: Palette;
  /** Everything: reasons in full, dangers, probes, the way back. */
  readonly isWhole: boolean;
  readonly permissions: readonly string[];
}

/** A plan as a person reads it: the answer first, changes in their order, then what is left to people. */
export function renderPlan(plan: Plan, screen: PlanScreen): string {
  const { palette } = screen;
  const lines = [
    palette.strong(headline(plan)),
    ...(plan.rehearsal === null ? [] : rehearsalLines(plan, palette)),
    '',
    ...plan.stages.flatMap((stage, index) => stageLines(plan, index, screen)),
    ...refusedLines(plan, palette),
    ...handLines(plan, palette),
    ...plan.notes.map((note) => palette.muted(note)),
    ...(screen.permissions.length > 0 && plan.changes.length > 0
      ? ['', palette.muted(`The token needs, for this zone: ${screen.permissions.join(', ')}. Nothing more.`)]
      : []),
    ...(plan.unmanaged.length > 0 && plan.changes.length > 0
      ? [
          palette.muted(
            `${plural(plan.unmanaged.length, 'other resource')} ${plan.unmanaged.length === 1 ? 'is' : 'are'} left exactly as they are.`,
          ),
        ]
      : []),
    ...nextLines(plan, screen),
  ];
  return `${lines.join('\n')}\n`;
}

function headline(plan: Plan): string {
  const { changes, domain } = plan;
  if (changes.length === 0) return `Nothing to change for ${domain}.`;
  const cures = new Set(changes.flatMap((change) => change.cures)).size;
  const dangerous = changes.filter(({ risk }) => risk === 'dangerous').length;
  const danger = dangerous === 0 ? '' : `, ${dangerous} of them dangerous`;
  return `Plan ${plan.hash.slice(0, 12)}: ${plural(changes.length, 'change')} at ${plan.provider}${danger}, for ${plural(cures, 'finding')} of ${domain}`;
}

function rehearsalLines({ rehearsal }: Plan, palette: Palette): readonly string[] {
  if (rehearsal === null) return [];
  const isBad = rehearsal.introduces.some(({ severity }) => severity !== 'low');
  const tone = isBad ? palette.bad : palette.ok;
  return [
    `Rehearsed: ${tone(inertLine(rehearsal.sentence))}`,
    ...(rehearsal.shadow === null
      ? []
      : [
          `Shadow:    ${rehearsal.shadow.startsWith('failed') ? palette.bad(rehearsal.shadow) : rehearsal.shadow}`,
        ]),
  ];
}

function stageLines(plan: Plan, index: number, screen: PlanScreen): readonly string[] {
  const stage = plan.stages[index];
  if (stage === undefined) return [];
  const { palette } = screen;
  const own = stage.changes.flatMap((id) => plan.changes.find((change) => change.id === id) ?? []);
  const title = plan.stages.length > 1 ? [palette.strong(`${index + 1}. ${stage.title}`)] : [];
  const wait =
    stage.waitSeconds === 0
      ? []
      : [palette.muted(`   then wait ${stage.waitSeconds} seconds: ${stage.why}`), ''];
  return [...title, ...own.flatMap((change) => changeLines(change, screen)), ...wait];
}

const marks = { create: '+', update: '~', delete: '-' } as const;

function changeLines(change: PlannedChange, { palette, isWhole }: PlanScreen): readonly string[] {
  const tone: Readonly<Record<Risk, (text: string) => string>> = {
    safe: palette.ok,
    ask: palette.warn,
    dangerous: palette.bad,
  };
  const head = `${marks[change.kind]} ${palette.strong(nameOf(change.resource))}  ${tone[change.risk](change.risk)}`;
  const shown = isWhole ? change.reasons : change.reasons.slice(0, 2);
  return [
    head,
    ...diffLines(change.resource, change.before, change.after).map((line) => `    ${line}`),
    ...(change.why === '' ? [] : [`    ${inertLine(change.why)}`]),
    ...shown.map(({ check, target, found }) =>
      palette.muted(`    because ${check} on ${target.replace(/^\w+:/, '')}: ${inertLine(found)}`),
    ),
    ...change.dangers.map(
      ({ says, grade }) =>
        `    ${grade === 'dangerous' ? palette.bad('!') : palette.warn('?')} ${inertLine(says)}`,
    ),
    ...blastLines(change, palette),
    ...(isWhole ? proofLines(change, palette) : []),
    '',
  ];
}

/** `www.example.com A`, `edge setting hsts`. */
export const nameOf = (resource: string): string => {
  const [, name, type] = /^rrset:(.*)\.\/([^/]+)$/.exec(resource) ?? [];
  return name === undefined ? `edge ${resource.replace(':', ' ')}` : `${name} ${type}`;
};

export function diffLines(resource: string, before: Json, after: Json): readonly string[] {
  const [old, next] = [valueLines(before), valueLines(after)];
  if (isSetLike(resource))
    return [
      ...old.filter((line) => !next.includes(line)).map((line) => `- ${inertLine(line)}`),
      ...next.filter((line) => !old.includes(line)).map((line) => `+ ${inertLine(line)}`),
    ];
  return [
    ...(before === null ? [] : [`- ${inertLine(old.join(' '))}`]),
    ...(after === null ? [] : [`+ ${inertLine(next.join(' '))}`]),
  ];
}

function blastLines({ blast, risk }: PlannedChange, palette: Palette): readonly string[] {
  const parts = [
    ...(blast.hosts.length > 0 ? [`hosts ${blast.hosts.slice(0, 6).join(', ')}`] : []),
    ...(blast.journeys.length > 0 ? [`journeys ${blast.journeys.join(', ')}`] : []),
    ...(blast.mails.length > 0 ? [`mails ${blast.mails.join(', ')}`] : []),
  ];
  return parts.length === 0 || risk === 'safe'
    ? []
    : [palette.muted(`    reaches ${inertLine(parts.join('; '))}`)];
}

function proofLines({ probes, preflights }: PlannedChange, palette: Palette): readonly string[] {
  const before = preflights.map((each) =>
    each.kind === 'target'
      ? `${each.targets.join(', ')} answers for ${each.host} with a trusted certificate`
      : `${each.hosts.join(', ')} answer over HTTPS`,
  );
  const after = probes.map((probe) => {
    if (probe.kind === 'answer')
      return `every name server says ${probe.values?.join(', ') ?? 'nothing'} for ${probe.name} ${probe.type}`;
    return probe.kind === 'tls'
      ? `${probe.host} shows a trusted certificate`
      : `the parent still delegates ${probe.zone}`;
  });
  return [
    ...before.map((text) => palette.muted(`    before: ${inertLine(text)}`)),
    ...after.map((text) => palette.muted(`    after: ${inertLine(text)}`)),
  ];
}

function refusedLines({ refused }: Plan, palette: Palette): readonly string[] {
  if (refused.length === 0) return [];
  return [
    palette.strong('Not done, not even when asked'),
    ...refused.map(({ resource, why }) => `  ${nameOf(resource)}: ${inertLine(why)}`),
    '',
  ];
}

function handLines({ byHand }: Plan, palette: Palette): readonly string[] {
  if (byHand.length === 0) return [];
  const groups = Map.groupBy(byHand, ({ who }) => who);
  return [
    palette.strong('By hand'),
    ...[...groups].flatMap(([who, steps]) => [
      `  ${who}`,
      ...steps.map(
        ({ what, check, target }) =>
          `    ${inertLine(what)}${check === null ? '' : palette.muted(` (${check} on ${(target ?? '').replace(/^\w+:/, '')})`)}`,
      ),
    ]),
    '',
  ];
}

function nextLines(plan: Plan, { palette, isWhole }: PlanScreen): readonly string[] {
  if (plan.changes.length === 0) return [];
  const id = plan.hash.slice(0, 12);
  const needed =
    consentNeeded(plan) === 'name' ? `you will be asked to type ${plan.domain}` : 'you will be asked';
  const minutes = Math.round((plan.expiresAt - plan.madeAt) / 60_000);
  return [
    '',
    ...(isWhole ? [palette.muted(`Taken back by: launch-ready fix undo ${id}`)] : []),
    `Next     ${palette.command(`launch-ready fix apply ${id}`)}   (${needed}; valid for ${minutes} minutes)`,
  ];
}
