import type { NotNow } from '../../model/profile.ts';

/** Deliberately not built before the launch (PRODUCT.md section 1): why not yet, and what it costs where one stands already. */
export const notNow: readonly NotNow[] = [
  {
    id: 'multi-region-active-active',
    what: 'Several regions that all take writes',
    why: 'One region with a tested restore carries the first customers; two writers need conflict rules nobody has written.',
    cost: 'Twice the hosting bill, replication conflicts on orders and sign-ups, and every migration done twice.',
    stage: 'build',
  },
  {
    id: 'kubernetes',
    what: 'Kubernetes',
    why: 'A managed host deploys and rolls back with one command; a cluster adds a second product to operate.',
    cost: 'A control plane to pay and upgrade every four months, and a rollback only its author can perform.',
    stage: 'build',
  },
  {
    id: 'microservices',
    what: 'Microservices',
    why: 'One deployable keeps one version, one log and one rollback; split it when two teams are in each other’s way.',
    cost: 'Each call between services is a new way to fail half-way, and a release has to be rolled back in order.',
    stage: 'build',
  },
  {
    id: 'observability-stack',
    what: 'An own stack for logs, metrics and traces',
    why: 'Outside checks, error tracking and request times answer the questions of the first months.',
    cost: 'Storage and upkeep of several servers that need watching themselves.',
    stage: 'monitoring',
  },
  {
    id: 'cache-invalidation',
    what: 'Clever cache invalidation',
    why: 'Fingerprinted assets and short-lived HTML need no invalidation at all.',
    cost: 'Stale prices and pages that are wrong for some visitors only, the hardest fault to reproduce.',
    stage: 'caching',
  },
  {
    id: 'zero-downtime-deploys',
    what: 'Perfect zero-downtime deploys',
    why: 'A restart of seconds at a quiet hour loses less than the machinery costs; a tested rollback protects more.',
    cost: 'Every migration becomes three releases, and two versions run side by side on one database.',
    stage: 'rollback',
  },
  {
    id: 'full-runbooks',
    what: 'A complete set of operations runbooks',
    why: 'Six short runbooks cover what goes wrong in the first weeks; the rest would be guessed.',
    cost: 'Pages that no longer fit the product mislead the person on call.',
    stage: 'handover',
  },
  {
    id: 'heavy-queues',
    what: 'A message broker for background work',
    why: 'A jobs table in the database that already exists is backed up and watched with it.',
    cost: 'One more server with its own backlog, retries and lost messages, outside the database’s transaction.',
    stage: 'build',
  },
  {
    id: 'strict-waf',
    what: 'Over-strict firewall rules',
    why: 'The managed rules stop the common attacks; stricter ones turn away buyers on phones and shared addresses.',
    cost: 'Lost orders that appear in no log of the product, because the edge refused them.',
    stage: 'edge',
  },
  {
    id: 'score-chasing',
    what: 'Chasing the last points of a page score',
    why: 'Past the bar of this profile a score moves by chance; loading time and conversion do not follow it.',
    cost: 'Days of work on one laboratory figure that differs by ten points between two runs of the same page.',
    stage: 'performance',
  },
];
