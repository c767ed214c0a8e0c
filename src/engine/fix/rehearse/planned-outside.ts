import type { Outside } from '../../../model/outside.ts';
import { plannedDns } from './planned-dns.ts';
import type { PlannedZone } from './planned-dns.ts';
import { plannedHttp, plannedTls } from './planned-web.ts';

/** The world as it would be with the plan applied: collectors look at it as they look at the real one, and nothing is written. */
export function plannedOutside(outside: Outside, planned: PlannedZone): Outside {
  const dns = plannedDns(outside.dns, planned);
  return {
    ...outside,
    dns,
    http: plannedHttp(outside.http, dns, planned),
    tls: plannedTls(outside.tls, planned),
  };
}
