import type { Manifest } from '../model/manifest.ts';
import { manifestSchema } from './schema.ts';
import { plainHost, toManifest } from './to-model.ts';

/**
 * What an audit without a manifest goes by: the apex and its www, nothing promised (`isDeclared: false`), the strictest bar,
 * because nobody said what kind of product it is. `domain` is a lower-case A-label name; a `www.` in front is taken off.
 */
export function impliedManifest(domain: string): Manifest {
  const apex = domain.startsWith('www.') && domain.split('.').length > 2 ? domain.slice(4) : domain;
  const empty = manifestSchema.parse({
    version: 1,
    product: { name: apex, domain: apex },
    profile: 'custom',
  });
  return {
    ...toManifest(empty),
    isDeclared: false,
    hosts: [plainHost(apex, apex), plainHost(`www.${apex}`, apex)],
  };
}
