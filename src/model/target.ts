/**
 * What a fact or a finding is about.
 * - site: the product as a whole, named by its domain
 * - zone: a DNS zone (the registrable domain or a delegated child)
 * - host: one public host name
 * - page: one URL
 * - mailDomain: a domain that appears in From addresses
 * - repository: a folder with code; database: a data store; endpoint: one API route (`POST https://...`)
 */
export type TargetKind =
  | 'site'
  | 'zone'
  | 'host'
  | 'page'
  | 'mailDomain'
  | 'repository'
  | 'database'
  | 'endpoint';

export interface Target {
  readonly kind: TargetKind;
  readonly name: string;
}

/** `host:www.example.com`: the stable text form of a target. */
export const targetKey = (target: Target): string => `${target.kind}:${target.name}`;

export const target = (kind: TargetKind, name: string): Target => ({ kind, name });
