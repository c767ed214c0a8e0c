import { allTerms } from './cost.ts';
import type { SpfNode } from './tree.ts';

/** Most addresses looked at per domain. */
const maxAddresses = 8;

/** Single machines the policy lets send (not ranges): the ones whose PTR and reputation can be judged one by one. */
export function singleSenders(root: SpfNode): readonly string[] {
  const addresses = allTerms(root)
    .filter(({ term }) => term.isReached && term.qualifier === '+')
    .flatMap(({ term }) => term.networks)
    .flatMap((network) => {
      const slash = network.lastIndexOf('/');
      const whole = network.includes(':') ? '128' : '32';
      return network.slice(slash + 1) === whole ? [network.slice(0, slash)] : [];
    });
  return [...new Set(addresses)].slice(0, maxAddresses);
}
