import type { FunnelStep } from '../model/funnel.ts';
import type { ProfileName } from '../model/profile.ts';

const visit: FunnelStep = { id: 'visit', noun: 'visit', plural: 'visits' };
const signup: FunnelStep = { id: 'signup', noun: 'signup', plural: 'signups' };
const cart: FunnelStep = { id: 'cart', noun: 'cart', plural: 'carts' };
const named = (id: FunnelStep['id'], noun: string): FunnelStep => ({ id, noun, plural: `${noun}s` });

const steps: Readonly<Record<ProfileName, readonly FunnelStep[]>> = {
  waitlist: [visit, named('signup', 'waitlist signup')],
  community: [visit, signup, named('purchase', 'membership payment')],
  booking: [visit, signup, named('cart', 'booking begun'), named('purchase', 'booking')],
  mobile: [visit, signup, named('cart', 'booking begun'), named('purchase', 'booking')],
  ecommerce: [visit, signup, cart, named('purchase', 'order')],
  custom: [visit, signup, cart, named('purchase', 'purchase')],
};

/** MON-5: what a product of this profile counts between a visitor and a customer. */
export const funnelOf = (profile: ProfileName): readonly FunnelStep[] =>
  steps[profile].map((step) => (step.noun.endsWith('begun') ? { ...step, plural: 'bookings begun' } : step));
