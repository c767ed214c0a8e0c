import type {
  Booking,
  Invite,
  Listing,
  MailToken,
  Member,
  Order,
  Post,
  Session,
  Thread,
  WaitlistEntry,
} from './entities.ts';

/** One kind of entity, found by its key. */
export interface Table<T> {
  readonly get: (key: string) => Promise<T | null>;
  readonly put: (value: T) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** In order of arrival. */
  readonly all: () => Promise<readonly T[]>;
}

/** Where the marketplace keeps what it knows. The memory version is the only one that starts in no time. */
export interface Store {
  readonly members: Table<Member> & { readonly byEmail: (email: string) => Promise<Member | null> };
  readonly listings: Table<Listing> & { readonly search: (words: string) => Promise<readonly Listing[]> };
  readonly bookings: Table<Booking>;
  readonly carts: Table<{
    readonly id: string;
    readonly lines: readonly { listing: string; quantity: number }[];
  }>;
  readonly orders: Table<Order>;
  readonly posts: Table<Post>;
  readonly threads: Table<Thread>;
  readonly invites: Table<Invite>;
  readonly sessions: Table<Session>;
  readonly mailTokens: Table<MailToken>;
  readonly waitlist: Table<WaitlistEntry>;
}
