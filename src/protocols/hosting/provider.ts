export type ProviderKind = 'hosting' | 'cdn' | 'dns' | 'mail' | 'storage' | 'service' | 'builder';

/** How one provider shows itself. Facts of public documentation, re-typed; each entry says when and how sure. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly kind: ProviderKind;
  /** What it is, for a person who never heard of it. */
  readonly what: string;
  /** Endings of alias targets: `netlify.app` matches `x.netlify.app` and itself. */
  readonly aliases?: readonly string[];
  /** Addresses or CIDR ranges it asks customers to point to, or serves from. */
  readonly addresses?: readonly string[];
  /** Endings of name server names. */
  readonly nameServers?: readonly string[];
  /** Endings of mail exchanger names. */
  readonly exchangers?: readonly string[];
  /** Endings of reverse names (PTR). */
  readonly reverseNames?: readonly string[];
  /** Response header names, or `name: start of value`. Lower case. */
  readonly headers?: readonly string[];
  /** Requests pass through it on their way to another origin. */
  readonly isProxy?: boolean;
  /** Its name servers answer from many places through one address (anycast). */
  readonly isAnycast?: boolean;
  /** Month the entry was last compared with a public source. */
  readonly asOf: string;
  readonly confidence: 'documented' | 'known' | 'low';
}
