import type { UnixMs } from '../../model/brand.ts';

/** What the marketplace knows. Ids are opaque texts; money is in cents. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly isVerified: boolean;
  readonly isAdmin: boolean;
  readonly bio: string;
}
export interface Listing {
  readonly slug: string;
  readonly title: string;
  readonly kind: 'product' | 'service';
  readonly priceCents: number;
  readonly seller: string;
  readonly text: string;
}
export interface Booking {
  readonly code: string;
  readonly listing: string;
  readonly email: string;
  readonly day: string;
}
export interface OrderLine {
  readonly listing: string;
  readonly quantity: number;
}
export interface Order {
  readonly id: string;
  /** Lets the buyer, and nobody else, open the order on the checkout host. */
  readonly key: string;
  readonly email: string;
  readonly lines: readonly OrderLine[];
  readonly totalCents: number;
  readonly status: 'open' | 'paying' | 'paid' | 'failed';
}
export interface Post {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly at: UnixMs;
}
export interface Thread {
  readonly id: string;
  readonly subject: string;
  readonly members: readonly string[];
  readonly messages: readonly Post[];
}
export interface Invite {
  readonly token: string;
  readonly email: string;
  readonly from: string;
  readonly isAccepted: boolean;
}
export interface Session {
  readonly token: string;
  readonly member: string;
  readonly expiresAt: UnixMs;
}
/** A link sent by mail. */
export interface MailToken {
  readonly token: string;
  readonly kind: 'verify' | 'reset';
  readonly member: string;
  readonly expiresAt: UnixMs;
}
export interface WaitlistEntry {
  readonly email: string;
  readonly code: string;
  readonly referredBy: string | null;
}
