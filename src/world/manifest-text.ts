import { stringify } from 'yaml';
import { assistantSecrets } from './app/assistant/weakness.ts';
import type { WorldPlan } from './plan.ts';
import { vendorUrl } from './services/vendor/api.ts';
import type { Story, StoryName } from './story.ts';

export interface Written {
  readonly plan: WorldPlan;
  /** Where the seed inbox listens for what the world's exchanger passes on. */
  readonly sinkPort: number;
}

/** `launch.yaml` of a story: the common parts with the story's own laid over them. */
export function manifestText(name: StoryName, story: Story, { plan, sinkPort }: Written): string {
  const own = story.manifest(plan);
  const { sections } = plan.declared;
  const document = {
    ...commonParts(name, plan),
    ...own,
    mail: without(null, { ...mail(plan.domain, own['journeys'], sinkPort), ...plan.declared.mail }),
    ...sections,
  };
  return `# ${story.title}\n${stringify(document, { lineWidth: 0 })}`;
}

/** The fields that are not this value. */
const without = (value: unknown, fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, each]) => each !== value));

function commonParts(profile: StoryName, plan: WorldPlan): Readonly<Record<string, unknown>> {
  const { domain } = plan;
  return {
    version: 1,
    product: {
      name: 'Harbor Market',
      domain,
      canonical: domain,
      description: 'Things and hours from people of the harbour, sold by themselves',
    },
    profile,
    hosts: declaredHosts(plan),
    pages: ['/', '/listings', '/about', { url: '/account', private: true, indexed: false }],
    routes: ['GET /api/health', { method: 'GET', url: '/api/products', hot: true }],
    assistant: assistant(domain),
    deploy: {
      command: 'npm run release',
      rollback: 'npm run rollback',
      build: 'npm run build',
      branch: 'main',
      versionUrl: `https://api.${domain}/api/version`,
      host: 'own server',
    },
    dataStores: [
      {
        id: 'main',
        kind: 'postgres',
        url: 'env:DATABASE_URL',
        backup: { schedule: 'daily at 03:00', owner: 'ines', restoredOn: '2026-11-02' },
      },
    ],
    accounts: ['registrar', 'mail', 'payment'].map((id) => ({
      id,
      service: { registrar: plan.registration.registrar, mail: 'Paperboat Mail', payment: 'Pennyworth Pay' }[
        id
      ],
      owner: 'ines',
      billingOwner: 'ines',
      twoFactor: true,
    })),
    providers: [
      {
        id: 'edge',
        kind: 'cloudflare',
        zone: domain,
        token: 'env:BREAKWATER_TOKEN',
        options: { api: vendorUrl },
      },
    ],
    alerts: [
      { id: 'founder-mail', channel: 'email', to: `ines@${domain}`, owner: 'ines' },
      { id: 'team-chat', channel: 'slack', to: 'env:SLACK_HOOK', owner: 'tom' },
    ],
    people: [
      { id: 'ines', name: 'Ines Falk', email: `ines@${domain}`, phone: '+49 40 5550123', role: 'founder' },
      { id: 'tom', name: 'Tom Avery', email: `tom@${domain}`, role: 'engineer' },
    ],
  };
}

/** The helper in the shop's corner, and what it must never do. */
const assistant = (domain: string): object => ({
  url: `https://api.${domain}/api/assistant`,
  body: { message: '{{message}}', conversation: '{{conversation}}' },
  answer: 'reply',
  toolCalls: 'actions',
  handover: 'needsPerson',
  tools: [
    { name: 'lookup_order', effect: 'read' },
    { name: 'refund_order', effect: 'write', confirm: true },
  ],
  canaries: [
    { id: 'discount-word', where: 'its instructions', value: assistantSecrets.canary },
    {
      id: 'other-order',
      where: 'the order of another customer',
      value: assistantSecrets.otherNote,
      ask: assistantSecrets.otherOrder,
    },
  ],
});

interface DeclaredHost {
  readonly name: string;
  readonly role: string;
  readonly owner: string;
  readonly purpose: string;
  readonly ipv6: boolean;
}

function declaredHosts({ domain, declared }: WorldPlan): readonly object[] {
  const usual = hosts(domain);
  const names = new Set(usual.map((host) => host.name));
  const more = Object.entries(declared.hosts).filter(([name]) => !names.has(name));
  return [
    ...usual.map((host) => ({ ...host, ...declared.hosts[host.name] })),
    ...more.map(([name, fields]) => ({ name, role: 'other', owner: 'tom', ...fields })),
  ];
}

const hosts = (domain: string): readonly DeclaredHost[] => [
  { name: domain, role: 'apex', owner: 'ines', purpose: 'The market', ipv6: true },
  { name: `www.${domain}`, role: 'www', owner: 'ines', purpose: 'Leads to the market', ipv6: true },
  { name: `api.${domain}`, role: 'api', owner: 'tom', purpose: 'Data for pages and the app', ipv6: true },
  {
    name: `checkout.${domain}`,
    role: 'checkout',
    owner: 'tom',
    purpose: 'Where orders are paid',
    ipv6: true,
  },
  { name: `admin.${domain}`, role: 'admin', owner: 'tom', purpose: 'Back office', ipv6: true },
  { name: `mta-sts.${domain}`, role: 'other', owner: 'tom', purpose: 'Mail transport policy', ipv6: true },
];

const mail = (domain: string, journeys: unknown, sinkPort: number): object => ({
  domains: [domain],
  senders: [{ provider: 'Paperboat Mail', domain, purpose: 'Everything the shop sends', selectors: ['pb1'] }],
  messages: messagesOf(domain, journeys),
  inboxes: [{ id: 'seed', kind: 'sink', address: 'launch@seedpost.net', port: sinkPort }],
  fallback: 'Mails wait in the outbox for a day and are sent again every ten minutes',
  dmarcReports: 'seed',
});

/** Mails and the journeys that make them be sent, best first; only those of which the story has one. */
const triggers: readonly (readonly [kind: string, ...journeys: readonly string[]])[] = [
  ['verification', 'signup', 'login'],
  ['welcome', 'signup', 'login'],
  ['invite', 'invite-acceptance'],
  ['reset', 'password-reset'],
  ['booking', 'booking'],
  ['receipt', 'checkout'],
  ['newsletter', 'waitlist'],
];

function messagesOf(domain: string, journeys: unknown): readonly object[] {
  const ids = Array.isArray(journeys) ? journeys.map((one: unknown) => idOf(one)) : [];
  return triggers.flatMap(([kind, ...candidates]) => {
    const journey = candidates.find((id) => ids.includes(id));
    if (journey === undefined) return [];
    const marketing = kind === 'newsletter' ? { marketing: true } : {};
    return [{ id: kind, kind, from: `hello@${domain}`, trigger: { journey }, ...marketing }];
  });
}

const idOf = (journey: unknown): unknown =>
  typeof journey === 'object' && journey !== null && 'id' in journey ? journey.id : null;
