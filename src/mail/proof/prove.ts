import { proveAuthentication } from './authentication.ts';
import { proveBounceAddress } from './bounce-address.ts';
import { proveBody } from './body.ts';
import { proveFrom } from './from.ts';
import { proveHeader } from './header.ts';
import { proveImages } from './images.ts';
import { type Prober, proveAlive } from './link-probe.ts';
import { proveLinks } from './links.ts';
import type { ProofPoint } from './point.ts';
import type { ProofInput } from './proof-input.ts';
import { proveReceivers } from './receivers.ts';
import { proveTemplate } from './template.ts';
import { proveUnsubscribe } from './unsubscribe.ts';

export interface ProveOptions extends Prober {
  readonly isActiveAllowed: boolean;
}

/** Everything proven about one mail, in the order of reading. */
export async function proveMail(input: ProofInput, options: ProveOptions): Promise<readonly ProofPoint[]> {
  const [alive, bounces, unsubscribe, takers] = await Promise.all([
    proveAlive(input, options),
    proveBounceAddress(input, options),
    proveUnsubscribe(input, { ...options, isAllowed: options.isActiveAllowed }),
    proveReceivers(input, options),
  ]);
  return [
    ...proveAuthentication(input),
    ...proveFrom(input),
    bounces,
    ...proveHeader(input),
    ...proveBody(input),
    ...proveLinks(input),
    ...alive,
    ...proveImages(input),
    ...unsubscribe,
    ...takers,
    ...proveTemplate(input),
  ];
}
