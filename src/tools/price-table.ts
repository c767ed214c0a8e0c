/** One service's price, as read from a named source on a day. Old ones are shown as stale and left out of totals. */
export interface PriceLine {
  readonly service: string;
  readonly plan: string;
  readonly what: 'mails';
  readonly monthlyUsd: number;
  readonly included: number;
  readonly overageUsdPerThousand: number | null;
  readonly source: string;
  readonly readOn: string;
}

/** Only lines whose source was read; services without a known source are not priced at all. */
export const priceTable: readonly PriceLine[] = [
  {
    service: 'Postmark',
    plan: 'Free',
    what: 'mails',
    monthlyUsd: 0,
    included: 100,
    overageUsdPerThousand: null,
    source: 'vendor price page',
    readOn: '2026-08-13',
  },
  {
    service: 'Postmark',
    plan: 'Basic',
    what: 'mails',
    monthlyUsd: 15,
    included: 10_000,
    overageUsdPerThousand: 1.8,
    source: 'vendor price page',
    readOn: '2026-08-13',
  },
  {
    service: 'Postmark',
    plan: 'Pro',
    what: 'mails',
    monthlyUsd: 16.5,
    included: 10_000,
    overageUsdPerThousand: 1.3,
    source: 'vendor price page',
    readOn: '2026-08-13',
  },
  {
    service: 'Postmark',
    plan: 'Platform',
    what: 'mails',
    monthlyUsd: 18,
    included: 10_000,
    overageUsdPerThousand: 1.2,
    source: 'vendor price page',
    readOn: '2026-08-13',
  },
  {
    service: 'SMTP2GO',
    plan: 'Free',
    what: 'mails',
    monthlyUsd: 0,
    included: 1_000,
    overageUsdPerThousand: null,
    source: 'vendor price page',
    readOn: '2026-08-13',
  },
  {
    service: 'SMTP2GO',
    plan: 'Starter',
    what: 'mails',
    monthlyUsd: 10,
    included: 10_000,
    overageUsdPerThousand: 1,
    source: 'vendor price page',
    readOn: '2026-08-13',
  },
  {
    service: 'SMTP2GO',
    plan: 'Professional',
    what: 'mails',
    monthlyUsd: 75,
    included: 100_000,
    overageUsdPerThousand: 0.85,
    source: 'vendor price page',
    readOn: '2026-08-13',
  },
];

/** Days after which a price is no longer believed. */
export const priceMaxAgeDays = 120;
