import type { NotNow } from '../../../../src/model/profile.ts';
import type { OwnershipRow } from '../../../../src/model/report.ts';

type Row = readonly [
  name: string,
  type: string,
  value: string,
  provider: string | null,
  owner: string | null,
  purpose: string | null,
  isProxied: boolean | null,
  text: string,
];

const rows: readonly Row[] = [
  [
    'harbourtable.example',
    'NS',
    'ns1.registrar.example, ns2.registrar.example',
    'Example Registrar',
    'Mara Lind',
    'DNS',
    null,
    'The zone is served by the registrar.',
  ],
  [
    'harbourtable.example',
    'A',
    '198.51.100.20',
    'Example Cloud',
    'Mara Lind',
    'Redirect to www',
    false,
    'Visitors who type the bare name arrive here.',
  ],
  [
    'www.harbourtable.example',
    'CNAME',
    'sites.cloud.example',
    'Example Cloud',
    'Mara Lind',
    'Marketing pages',
    true,
    'The public website, behind the CDN.',
  ],
  [
    'app.harbourtable.example',
    'CNAME',
    'sites.cloud.example',
    'Example Cloud',
    'Jon Reyes',
    'Booking app',
    true,
    'Where guests and hosts log in.',
  ],
  [
    'api.harbourtable.example',
    'A',
    '198.51.100.31',
    'Example Servers',
    'Jon Reyes',
    'API',
    false,
    'A single server with a certificate of its own.',
  ],
  [
    'shop.harbourtable.example',
    'CNAME',
    'harbour-shop.hosting.example',
    null,
    null,
    null,
    false,
    'Leads to a service nobody claims.',
  ],
  [
    'harbourtable.example',
    'MX',
    '10 mail.provider.example',
    'Example Mail',
    'Mara Lind',
    'Receiving mail',
    null,
    'Mail to the team goes to Example Mail.',
  ],
];

export const ownership: readonly OwnershipRow[] = rows.map(
  ([name, type, value, provider, owner, purpose, isProxied, text]) => ({
    name,
    type,
    value,
    provider,
    owner,
    purpose,
    isProxied,
    text,
  }),
);

export const notNow: readonly NotNow[] = [
  {
    id: 'multi-region',
    what: 'Multi-region active-active',
    why: 'One region with a rehearsed rollback meets the profile’s bar.',
    cost: 'about twice the hosting bill, and every write path has to be rethought',
    stage: 'performance',
  },
  {
    id: 'kubernetes',
    what: 'Kubernetes',
    why: 'Three services on a managed host need no orchestrator.',
    cost: 'a day a week of somebody’s attention',
    stage: 'build',
  },
  {
    id: 'score-chasing',
    what: 'A Lighthouse score of 100',
    why: 'Nothing above 80 changes a booking.',
    cost: 'two to three days for a figure nobody sees',
    stage: 'pages',
  },
];
