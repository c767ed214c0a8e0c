import type { FailureReport } from './failure.ts';
import { publicSuffixOrganization } from '../domain.ts';

/** Failure reports that say the same. Holds no subject, no body and, unless asked for, no whole address: those are personal data (RFC 9991 section 7). */
export interface FailureGroup {
  readonly reportedDomain: string | null;
  readonly sourceIp: string | null;
  /** `dkim`, `spf`, `dmarc`, ... (RFC 6591 section 3.2.2) */
  readonly authFailure: string | null;
  readonly deliveryResult: string | null;
  readonly dkimDomain: string | null;
  readonly dkimSelector: string | null;
  /** `s***@crm.example`: who the mail said it was from. */
  readonly from: string | null;
  readonly envelopeFrom: string | null;
  readonly reports: number;
}

const maxGroups = 10_000;

export class FailurePile {
  readonly #groups = new Map<string, FailureGroup & { reports: number }>();
  readonly #addressOf: (text: string | null) => string | null;

  constructor({ showsAddresses }: { readonly showsAddresses: boolean }) {
    this.#addressOf = showsAddresses ? wholeAddress : redactedAddress;
  }

  add(report: FailureReport): void {
    const { reportedDomain, sourceIp, authFailure, deliveryResult, dkimDomain, dkimSelector } = report;
    const group = {
      reportedDomain: reportedDomain ?? domainIn(report.originalFrom),
      sourceIp,
      authFailure,
      deliveryResult,
      dkimDomain,
      dkimSelector,
      from: this.#addressOf(report.originalFrom),
      envelopeFrom: this.#addressOf(report.originalMailFrom),
    };
    const key = JSON.stringify(group);
    const known = this.#groups.get(key);
    if (known !== undefined) known.reports += 1;
    else if (this.#groups.size < maxGroups) this.#groups.set(key, { ...group, reports: 1 });
  }

  /** Most frequent first. */
  groups(): readonly FailureGroup[] {
    return [...this.#groups.values()].toSorted(
      (a, b) => b.reports - a.reports || ((a.sourceIp ?? '') < (b.sourceIp ?? '') ? -1 : 1),
    );
  }
}

const addressPattern = /([^\s<>()",;:@]{1,64})@([a-z0-9.-]{1,253})/i;

/** `Sam <sam.green@crm.example>` to `s***@crm.example`; null when there is no address in it. */
export function redactedAddress(text: string | null): string | null {
  const match = addressPattern.exec((text ?? '').slice(0, 2000));
  return match === null ? null : `${match[1]?.slice(0, 1) ?? ''}***@${match[2]?.toLowerCase() ?? ''}`;
}

const wholeAddress = (text: string | null): string | null => {
  const match = addressPattern.exec((text ?? '').slice(0, 2000));
  return match === null ? null : `${match[1] ?? ''}@${match[2]?.toLowerCase() ?? ''}`;
};

const domainIn = (text: string | null): string | null => {
  const domain = addressPattern.exec((text ?? '').slice(0, 2000))?.[2]?.toLowerCase() ?? null;
  return domain === null ? null : publicSuffixOrganization(domain);
};
