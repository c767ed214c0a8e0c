import type { Json } from '../../model/json.ts';
import { setIn } from '../zone/records/text-edit.ts';

/** The provider's edge answers for this host, so that its rules and settings reach visitors. */
export const isBehindEdge = (state: Readonly<Record<string, Json>>, host: string): boolean =>
  ['A', 'AAAA', 'CNAME'].some((type) => setIn(state, host, type)?.isProxied === true);
