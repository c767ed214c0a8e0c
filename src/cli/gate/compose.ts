import type { RunGate } from '../../model/deploy.ts';
import { passThrough, type GatePlan } from '../../deploy/gate.ts';
import { buildStep } from '../../deploy/gate/build.ts';
import { dependencyStep } from '../../deploy/gate/dependencies.ts';
import { lockfileStep } from '../../deploy/gate/lockfile.ts';
import { budgetsStep } from './budgets-step.ts';
import { domainStep } from './domain-step.ts';
import { envStep } from './env-step.ts';
import { migrationsStep } from './migrations-step.ts';
import { inspectBuild, secretsStep } from './secrets-step.ts';

export interface GateSources {
  /** Where the environment is read: `vercel`, `file:...`; null: files in the repository, or the process. */
  readonly environment: string | null;
  readonly report: string | null;
  /** The release is out: look at the live domain. */
  readonly isAfter: boolean;
}

/** All steps in order: what is quick and needs nothing first, the build last but for what follows a release. */
export const gatePlans = (sources: GateSources): readonly GatePlan[] => [
  envStep(sources.environment),
  secretsStep,
  lockfileStep,
  dependencyStep,
  migrationsStep,
  buildStep(inspectBuild),
  domainStep(sources.isAfter),
  budgetsStep(sources.report),
];

/** The gate as `deploy` asks for it. */
export const runGate: RunGate = (options, outside, signal) =>
  passThrough(gatePlans({ environment: null, report: null, isAfter: false }), options, { outside, signal });
