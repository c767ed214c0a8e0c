import type { CauseKind } from '../../model/monitor.ts';

export interface ChecklistLine {
  readonly id: string;
  readonly text: string;
}

const first: ChecklistLine = { id: 'ack', text: 'Acknowledge, so that nobody else is called' };
const last: readonly ChecklistLine[] = [
  { id: 'tell', text: 'Tell users: a note on the status page within ten minutes' },
  { id: 'verify', text: 'Prove the repair: the monitor is green twice in a row' },
  { id: 'learn', text: 'Write down what happened while it is fresh' },
];

/** Short on purpose: what a tired person can follow, by likely cause. */
const byCause: Readonly<Record<CauseKind, readonly ChecklistLine[]>> = {
  dns: [
    { id: 'records', text: 'Compare the records with launch.yaml: launch-ready audit --only dns' },
    { id: 'registrar', text: 'Look whether the domain has expired or was moved at the registrar' },
  ],
  tls: [
    { id: 'renew', text: 'Renew the certificate, reload the server' },
    { id: 'chain', text: 'Check that the intermediate certificate is sent' },
  ],
  edge: [
    { id: 'edge-status', text: 'Look at the status page of the CDN' },
    { id: 'bypass', text: 'Try the origin directly; if it is fine, point DNS at it' },
  ],
  origin: [
    { id: 'process', text: 'Is the process up, is the disk full, is memory gone?' },
    { id: 'logs', text: 'Read the last minute of its log before restarting it' },
  ],
  database: [
    { id: 'connections', text: 'Look at connections, locks and long-running queries' },
    { id: 'disk', text: 'Look at the disk of the database' },
  ],
  'third-party': [
    { id: 'provider', text: 'Look at the status page of the provider' },
    { id: 'switch-off', text: 'Switch its feature off where it blocks users' },
  ],
  deploy: [
    { id: 'roll-back', text: 'Roll back first, look for the reason later' },
    { id: 'migration', text: 'Before rolling back: did the deploy change the database?' },
  ],
  mail: [
    { id: 'refusals', text: 'Read what receivers answered in the log of the mail provider' },
    { id: 'authentication', text: 'Check SPF, DKIM and DMARC: launch-ready audit --only mail' },
  ],
  'own-network': [{ id: 'probe', text: 'Check the network of the machine that looks' }],
  unclear: [
    { id: 'see', text: 'Open it yourself, from a phone without Wi-Fi' },
    { id: 'changed', text: 'What changed in the last hour: deploys, DNS, settings, providers?' },
  ],
};

export const checklistFor = (cause: CauseKind): readonly ChecklistLine[] => [
  first,
  ...byCause[cause],
  ...last,
];
