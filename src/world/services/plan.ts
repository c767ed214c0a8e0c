export interface PaymentPlan {
  readonly delayMs: number;
  readonly isDown: boolean;
  readonly signsWebhooks: boolean;
}

/** What vendors of back ends let strangers read. */
export interface BackendsPlan {
  readonly tables: Readonly<
    Record<
      string,
      { readonly columns: readonly string[]; readonly rows: number; readonly isReadable: boolean }
    >
  >;
  readonly database: { readonly isOpen: boolean; readonly entries: readonly string[] };
  /** Number of documents of the collections anybody can read. */
  readonly collections: Readonly<Record<string, number>>;
  /** Files of the buckets anybody can list. */
  readonly buckets: Readonly<Record<string, readonly string[]>>;
  readonly searchKeyRights: readonly string[];
}
