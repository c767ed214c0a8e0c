import type { Listing, Member } from './entities.ts';
import type { Store, Table } from './store.ts';

const maxRows = 10_000;

function table<T>(keyOf: (value: T) => string): Table<T> {
  const rows = new Map<string, T>();
  return {
    get: async (key) => rows.get(key) ?? null,
    put: async (value) => {
      rows.set(keyOf(value), value);
      if (rows.size > maxRows) rows.delete(rows.keys().next().value ?? '');
    },
    remove: async (key) => void rows.delete(key),
    all: async () => [...rows.values()],
  };
}

export function createMemoryStore(): Store {
  const members = table<Member>((member) => member.id);
  const listings = table<Listing>((listing) => listing.slug);
  return {
    members: {
      ...members,
      byEmail: async (email) => (await members.all()).find((member) => member.email === email) ?? null,
    },
    listings: {
      ...listings,
      search: async (words) => {
        const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
        return (await listings.all()).filter((listing) => {
          const text = `${listing.title} ${listing.text} ${listing.seller}`.toLowerCase();
          return wanted.every((word) => text.includes(word));
        });
      },
    },
    bookings: table((booking) => booking.code),
    carts: table((cart) => cart.id),
    orders: table((order) => order.id),
    posts: table((post) => post.id),
    threads: table((thread) => thread.id),
    invites: table((invite) => invite.token),
    sessions: table((session) => session.token),
    mailTokens: table((token) => token.token),
    waitlist: table((entry) => entry.email),
  };
}
