import type { Stage } from './check.ts';

export const profileNames = ['waitlist', 'community', 'booking', 'mobile', 'ecommerce', 'custom'] as const;
export type ProfileName = (typeof profileNames)[number];

/** An archetype at a stage: thresholds, journeys that must work, what is not worth building yet (PRODUCT.md section 1). Data only. */
export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly api: { readonly p95GoodMs: number; readonly p95FailingMs: number | null };
  readonly hotRoutes: readonly string[];
  readonly page: {
    readonly lcpMs: number | null;
    readonly lighthouseMobile: number | null;
    readonly serverMs: number | null;
    readonly meaningfulMs: number | null;
    readonly cls: number;
    readonly payloadBytes: number | null;
  };
  readonly uptime: {
    readonly checks: readonly string[];
    readonly intervalSeconds: number;
    readonly regions: readonly string[];
    readonly minRegions: number;
  };
  readonly alert: {
    readonly withinSeconds: number;
    readonly afterFailures: number;
    /** Each of these must reach somebody. */
    readonly channels: readonly ('email' | 'chat' | 'sms')[];
    readonly p95Ms: number | null;
    readonly bySeverity: boolean;
  };
  /** Share of good minutes, 0 to 1. */
  readonly availability: number | null;
  readonly mail: {
    readonly deliveredWithinSeconds: number | null;
    readonly needsBounceHandling: boolean;
    readonly needsFallback: boolean;
  };
  readonly rollback: {
    readonly level: 'path' | 'notes' | 'scripted' | 'tested' | 'rehearsed';
    readonly limitSeconds: number | null;
  };
  readonly journeys: readonly string[];
  readonly redirects: { readonly maxHops: number; readonly rule: string };
  readonly notNow: readonly NotNow[];
}

export interface NotNow {
  readonly id: string;
  readonly what: string;
  readonly why: string;
  /** What it costs where one is already built. */
  readonly cost: string;
  readonly stage: Stage;
}
