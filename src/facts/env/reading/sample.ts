import type { EnvFact, EnvFactProblem } from '../inventory.ts';

/** A recorded inventory with nothing wrong, and what differs. */
export const sampleInventory = (details: Partial<EnvFact> = {}): EnvFact => ({
  files: 120,
  variables: 14,
  required: 6,
  dynamic: 0,
  environments: [{ name: 'production', kind: 'production', sources: ['.env.production'], gap: null }],
  problems: [],
  notLookedAt: [],
  ...details,
});

export const sampleProblem = (kind: string, details: Partial<EnvFactProblem> = {}): EnvFactProblem => ({
  kind,
  severity: 'high',
  name: 'STRIPE_SECRET_KEY',
  environment: 'production',
  text: `STRIPE_SECRET_KEY in production: ${kind}`,
  path: '.env.production',
  line: 3,
  ...details,
});
