/** What a command tells the door to the world; `outside/real` gives each its meaning. */
export interface OutsideOptions {
  /** Text of a root hints file (named.root form); absent means the IANA roots. */
  readonly hintsText?: string;
  /** Ask these resolvers (`address` or `address#port`) instead of walking from the root. */
  readonly resolvers?: readonly string[];
  /** PEM text of further trusted roots. */
  readonly extraCaPem?: readonly string[];
  /** `FROM=TO` lines. */
  readonly maps?: readonly string[];
  readonly isPrivateNetworkAllowed?: boolean;
  /** For who watches: no DNS answer is older than a few seconds. Default false: one run asks each question once. */
  readonly isDnsRenewed?: boolean;
}
