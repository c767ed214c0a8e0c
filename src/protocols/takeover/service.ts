/** A rented service whose abandoned names strangers may claim. */
export interface TakeoverService {
  readonly id: string;
  readonly name: string;
  /** Endings of alias targets that belong to it. */
  readonly aliases: readonly string[];
  /** Addresses customers point to without an alias. */
  readonly addresses?: readonly string[];
  /** What an unclaimed name looks like. */
  readonly sign:
    /** The alias target itself does not exist. */
    | { readonly kind: 'missing-name' }
    /** The answer holds this text, and has this status where one is given. */
    | { readonly kind: 'page'; readonly text: string; readonly status?: number };
  /**
   * - claimable: anybody can register the name at the service and gets this host
   * - guarded: the service asks for proof of ownership, in all or most cases
   */
  readonly claim: 'claimable' | 'guarded';
  /** Month this entry was last compared with a public source. */
  readonly asOf: string;
  readonly confidence: 'documented' | 'known' | 'low';
}
