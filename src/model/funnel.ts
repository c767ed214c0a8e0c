export const funnelStepIds = ['visit', 'signup', 'cart', 'purchase'] as const;
export type FunnelStepId = (typeof funnelStepIds)[number];

/** One step of the way from a visitor to a customer, as a product of this kind names it. */
export interface FunnelStep {
  readonly id: FunnelStepId;
  /** `signup`, `booking`: what is counted, in the singular. */
  readonly noun: string;
  readonly plural: string;
}
