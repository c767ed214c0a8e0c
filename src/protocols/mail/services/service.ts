/** A mail service as its customers' DNS shows it. Patterns are lower case; `*` stands for any text. */
export interface MailService {
  readonly id: string;
  readonly name: string;
  readonly kind:
    | 'mailbox'
    | 'forwarding'
    | 'transactional'
    | 'marketing'
    | 'support'
    | 'ecommerce'
    | 'auth-service'
    | 'gateway'
    | 'none';
  readonly signs: ServiceSigns;
  readonly records: readonly ServiceRecord[];
  /** Its mail carries a return path of its own, so an include at the customer's domain is never read. */
  readonly hasOwnReturnPath: boolean;
}

export interface ServiceSigns {
  readonly mx?: readonly string[];
  /** Targets of include and redirect. */
  readonly spf?: readonly string[];
  /** Selectors nobody else uses: enough on their own. */
  readonly selectors?: readonly string[];
  /** Selectors that others use too: they support, they never prove. */
  readonly sharedSelectors?: readonly string[];
  readonly dkimTargets?: readonly string[];
  /** Targets of return-path, tracking and front-end CNAMEs. */
  readonly cnames?: readonly string[];
  /** MX targets at a return-path subdomain. */
  readonly returnMx?: readonly string[];
  /** Label of the subdomain with the return-path MX, when that tells this service from others with the same MX. */
  readonly returnLabel?: string;
  /** TXT texts that only this service asks for. */
  readonly txt?: readonly string[];
}

/** A record the service asks for. `<...>` is a value only the account knows; `<domain>` and `<domain-with-dashes>` are filled in. */
export interface ServiceRecord {
  readonly purpose: 'inbound' | 'spf' | 'dkim' | 'return-path' | 'verify' | 'dmarc' | 'tracking' | 'other';
  readonly type: 'MX' | 'TXT' | 'CNAME' | 'SPF';
  /** Relative to the sending domain, `@` for itself. */
  readonly host: string;
  readonly value: string;
  readonly isRequired: boolean;
}

type Purpose = ServiceRecord['purpose'];
type Row = readonly [purpose: Purpose, type: ServiceRecord['type'], host: string, value: string];

const rows = (isRequired: boolean, list: readonly Row[]): readonly ServiceRecord[] =>
  list.map(([purpose, type, host, value]) => ({ purpose, type, host, value, isRequired }));

export const required = (...list: readonly Row[]): readonly ServiceRecord[] => rows(true, list);
export const optional = (...list: readonly Row[]): readonly ServiceRecord[] => rows(false, list);

export const service = (
  kind: MailService['kind'],
  [id, name]: readonly [id: string, name: string],
  rest: ServiceSigns & { readonly records?: readonly ServiceRecord[]; readonly hasOwnReturnPath?: boolean },
): MailService => {
  const { records = [], hasOwnReturnPath = false, ...signs } = rest;
  return { id, name, kind, signs, records, hasOwnReturnPath };
};
