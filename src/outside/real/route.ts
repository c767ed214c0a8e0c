import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { applyMaps } from './address-map.ts';
import type { AddressMap, Destination } from './address-map.ts';
import { refusedAddress } from './address-policy.ts';

export interface Route {
  readonly address: string;
  readonly port: number;
}
/**
 * Decides, at the moment of connecting, where a connection really goes: address maps first, then the rule that public
 * scanning never reaches private networks. Judging the address itself makes DNS rebinding pointless.
 */
export type Router = (to: Destination) => Result<Route>;

export function createRouter(options: {
  readonly maps: readonly AddressMap[];
  readonly isPrivateNetworkAllowed: boolean;
}): Router {
  return (to) => {
    const mapped = applyMaps(options.maps, to);
    if (mapped.kind === 'refused')
      return failure('refused', `${place(to)} is refused by an address map`, 'ECONNREFUSED');
    if (mapped.kind === 'mapped') return ok({ address: mapped.address, port: mapped.port });
    const what = options.isPrivateNetworkAllowed ? null : refusedAddress(to.address);
    return what === null
      ? ok({ address: to.address, port: to.port })
      : failure('forbidden', `${place(to)} is not a public address (${what})`, 'LR_PRIVATE_ADDRESS');
  };
}

const place = (to: Destination): string =>
  to.name === undefined || to.name === to.address
    ? `${to.address} port ${to.port}`
    : `${to.name} (${to.address}) port ${to.port}`;
