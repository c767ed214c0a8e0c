import { bareName } from './answers.ts';
import { apexRecords, type Server } from './servers.ts';

export interface Exchanger {
  readonly preference: number;
  /** `.` is the null MX (RFC 7505). */
  readonly host: string;
}

/** The mail exchangers at the zone's own name; read leniently, because judging odd values is the point. */
export function exchangersOf(servers: readonly Server[]): readonly Exchanger[] {
  return apexRecords(servers, 'MX').flatMap((record) => {
    const [preference = '', host = ''] = record.value.trim().split(/\s+/);
    return host === '' ? [] : [{ preference: Number(preference), host: bareName(host) }];
  });
}
