import type { HandoverBlock, HandoverLine, HandoverSection } from '../../../model/handover.ts';
import registration from '../../../facts/domain/registration.ts';
import { auditOnly, derived, measured } from '../lines.ts';
import { factsOf, judged, manifestOf, type HandoverMaterial } from '../material.ts';

/** One step: what to do, and how. `themes` were judged while the pack was made. */
interface Step {
  readonly text: string;
  readonly command: string | null;
  readonly themes?: readonly string[];
}
interface Runbook {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

export function runbooksSection(material: HandoverMaterial): HandoverSection {
  return {
    id: 'runbooks',
    title: 'Runbooks',
    about: 'For this very set-up. The last column says what the command answered while this pack was made.',
    blocks: runbooksFor(material).map((book) => blockOf(material, book)),
  };
}

const blockOf = (material: HandoverMaterial, { id, title, steps }: Runbook): HandoverBlock => ({
  title,
  columns: ['step', 'do', 'command', 'when this was made'],
  lines: steps.map((step, at) => stepLine(material, step, { id: `runbook ${id} ${at + 1}`, number: at + 1 })),
});

function stepLine(
  material: HandoverMaterial,
  { text, command, themes }: Step,
  place: { readonly id: string; readonly number: number },
): HandoverLine {
  const cells = [String(place.number), text, command ?? ''];
  if (command !== null && themes !== undefined) {
    const result = judged(material, themes, null);
    const said =
      result.state === 'good' ? `judged: ${result.text}` : `judged ${result.state}: ${result.text}`;
    return measured(material, { id: place.id, cells: [...cells, said], state: 'plain', rerun: command });
  }
  const why = command === null ? 'done by hand' : `not run: ${whyNotRun(command)}`;
  return derived(place.id, [...cells, why]);
}

/** By the start of a command, why it was not run while the pack was made; every other one changes production. */
const notRun: readonly (readonly [start: string, why: string])[] = [
  ['launch-ready smoke', 'it signs up, books and pays for real'],
  ['launch-ready mail test', 'it sends mails for real'],
  ['launch-ready mail bounce', 'it needs a mail that came back'],
  ['launch-ready drift', 'it needs the provider’s token'],
  ['launch-ready fix plan', 'it needs the provider’s token'],
  ['launch-ready deploy status', 'it reads the journals of whoever releases'],
  ['launch-ready deploy compare', 'it needs staging'],
  ['launch-ready scan', 'it reads the repository, not the product'],
  ['launch-ready env', 'it reads the repository, not the product'],
  ['curl ', 'the audit does not ask for it'],
];

const whyNotRun = (command: string): string =>
  notRun.find(([start]) => command.startsWith(start))?.[1] ?? 'it changes production';

function runbooksFor(material: HandoverMaterial): readonly Runbook[] {
  return [
    certificate(material),
    redirect(material),
    mail(material),
    deploy(material),
    ...databases(material),
    outage(material),
    names(material),
    leak(),
    ...payments(material),
  ];
}

const look = (material: HandoverMaterial, text: string, ...themes: readonly string[]): Step => ({
  text,
  command: auditOnly(material, ...themes),
  themes,
});

const certificate = (material: HandoverMaterial): Runbook => ({
  id: 'certificate',
  title: 'A certificate has expired',
  steps: [
    look(material, 'See which host, and since when', 'tls'),
    {
      text: `Renew it where ${manifestOf(material).deploy.host ?? 'the host'} keeps it, and reload the server`,
      command: null,
    },
    {
      text: 'Find out why it was not renewed: port 80 closed, CAA, DNSSEC, a stopped timer',
      command: auditOnly(material, 'domain'),
      themes: ['domain'],
    },
    { text: 'Prove it from outside', command: auditOnly(material, 'tls'), themes: ['tls'] },
  ],
});

const redirect = (material: HandoverMaterial): Runbook => ({
  id: 'redirect',
  title: 'Visitors go in circles or land in the wrong place',
  steps: [
    look(material, 'See every hop of every address', 'redirects'),
    { text: 'Take back the last change at the edge', command: 'launch-ready fix rollback' },
    {
      text: 'No change there? Take back the last release',
      command: manifestOf(material).deploy.rollbackCommand ?? 'launch-ready deploy status',
    },
    look(material, 'Prove it from outside', 'redirects'),
  ],
});

const mail = (material: HandoverMaterial): Runbook => ({
  id: 'mail',
  title: 'Mails do not arrive',
  steps: [
    look(material, 'Are the records right?', 'mail'),
    { text: 'Send every mail for real and see where it lands', command: 'launch-ready mail test' },
    { text: 'Look for bounces at the sender and read why', command: 'launch-ready mail bounce FILE' },
    { text: `Use the other way: ${manifestOf(material).mail.fallback ?? 'none is declared'}`, command: null },
  ],
});

function deploy(material: HandoverMaterial): Runbook {
  const { rollbackCommand, versionUrl } = manifestOf(material).deploy;
  return {
    id: 'deploy',
    title: 'A release broke something',
    steps: [
      {
        text: 'Which version is out?',
        command: versionUrl === null ? 'launch-ready deploy status' : `curl -sS '${versionUrl}'`,
      },
      { text: 'Take it back now; look for the cause later', command: rollbackCommand },
      { text: 'Walk the journeys', command: 'launch-ready smoke' },
      { text: 'Compare staging and production before the next try', command: 'launch-ready deploy compare' },
    ],
  };
}

const databases = (material: HandoverMaterial): readonly Runbook[] =>
  manifestOf(material).dataStores.map(({ id, kind, backup }) => ({
    id: `database-${id}`,
    title: `The database ${id} is in trouble`,
    steps: [
      { text: `Is it up, is the disk full, are all connections taken? (${kind})`, command: null },
      {
        text: 'Stop what writes: take the last release back, or show a page that says so',
        command: manifestOf(material).deploy.rollbackCommand,
      },
      {
        text: `Last backup: ${backup?.schedule ?? 'nobody has said'}; restore into an empty database first, never over the broken one`,
        command: null,
      },
      { text: `Ring whoever looks after backups: ${backup?.owner ?? 'nobody is named'}`, command: null },
    ],
  }));

const outage = (material: HandoverMaterial): Runbook => ({
  id: 'outage',
  title: 'Nothing answers',
  steps: [
    look(material, 'Names, certificates, addresses: which layer?', 'domain', 'tls', 'redirects'),
    {
      text: `Is ${manifestOf(material).deploy.host ?? 'the host'} itself down? See its status page from another network`,
      command: null,
    },
    {
      text: 'A release in the last hour? Take it back',
      command: manifestOf(material).deploy.rollbackCommand,
    },
    { text: 'Tell customers on the status page', command: null },
  ],
});

function names(material: HandoverMaterial): Runbook {
  const registrar = factsOf(material, registration)[0]?.value.registrar?.name ?? 'the registrar';
  return {
    id: 'names',
    title: 'The domain ends or its records are wrong',
    steps: [
      look(material, 'What the registry and every name server say', 'domain'),
      { text: `Renew at ${registrar}; check the payment card there`, command: null },
      { text: 'What differs from the last plan?', command: 'launch-ready drift' },
      { text: 'Put the records back', command: 'launch-ready fix plan' },
    ],
  };
}

const leak = (): Runbook => ({
  id: 'leak',
  title: 'A key has leaked',
  steps: [
    { text: 'Replace it at the vendor first; deleting the commit changes nothing', command: null },
    { text: 'Find every place it stands in, history included', command: 'launch-ready scan --history' },
    { text: 'Set the new one in every environment', command: 'launch-ready env' },
    { text: 'Release, and see that nothing fails', command: 'launch-ready smoke' },
  ],
});

function payments(material: HandoverMaterial): readonly Runbook[] {
  const webhooks = manifestOf(material).routes.filter(({ isWebhook }) => isWebhook);
  if (webhooks.length === 0) return [];
  return [
    {
      id: 'payments',
      title: 'Payment webhooks fail',
      steps: [
        {
          text: `Does ${webhooks[0]?.url ?? 'the receiver'} answer? Look at its errors since the last release`,
          command: null,
        },
        { text: 'Walk the checkout with a signed test event', command: 'launch-ready smoke' },
        { text: 'Send the failed events again from the provider’s dashboard, once it works', command: null },
      ],
    },
  ];
}
