import type { Resources } from '../../../protocols/edge/state.ts';

/** The part of a state that counts as changed when it changes: challenges of certificate authorities come and go by themselves. */
export const withoutChallenges = (state: Resources): Resources =>
  Object.fromEntries(
    Object.entries(state).filter(([resource]) => !resource.startsWith('rrset:_acme-challenge.')),
  );
