import type { ProbeContext } from '../../model/monitor.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { addressBytes } from '../../protocols/dns/address.ts';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** `host`, `host:port` or `[address]:port`; null when it is neither. */
export function hostPort(text: string, defaultPort: number | null): HostPort | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:/\s@]+))(?::(\d{1,5}))?$/.exec(text);
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || port === null || port < 1 || port > 65_535) return null;
  return { host: host.toLowerCase(), port };
}

/** The first address of a host, IPv4 first: a probe wants one answer, not every one. */
export async function addressOf({ outside, signal }: ProbeContext, host: string): Promise<Result<string>> {
  if (addressBytes(host) !== null) return ok(host);
  const answers = await Promise.all(['A', 'AAAA'].map((type) => outside.dns.resolve(host, type, { signal })));
  for (const answer of answers) {
    const record = answer.ok
      ? answer.value.records.find(({ value }) => addressBytes(value) !== null)
      : undefined;
    if (record !== undefined) return ok(record.value);
  }
  const problem = answers.find((answer) => !answer.ok);
  if (problem !== undefined && !problem.ok) return { ok: false, error: { ...problem.error, stage: 'dns' } };
  return failure('name-not-found', `${host} has no address`);
}
