import { execFileSync } from 'node:child_process';

/** Four places on one switch, each in a network namespace of its own; the test itself is the fourth. Needs root and iproute2. */
export interface Network {
  /** Puts a program into a place: give it to `spawn`. */
  readonly within: (place: Place) => readonly string[];
  readonly addressOf: (place: Place | 'here') => string;
  /** The place can no longer reach the other one, and nothing else changes. */
  readonly block: (place: Place, other: Place) => void;
  readonly unblock: (place: Place, other: Place) => void;
  /** The place is off the network. */
  readonly unplug: (place: Place) => void;
  readonly plug: (place: Place) => void;
  readonly close: () => void;
}
const places = ['home', 'away', 'site'] as const;
export type Place = (typeof places)[number];

const ip = (...args: readonly string[]): void =>
  void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** Null with a reason where namespaces cannot be made. */
export function canMakeNetworks(): string | null {
  const probe = `lr-probe-${process.pid}`;
  try {
    ip('netns', 'add', probe);
    ip('netns', 'del', probe);
    return null;
  } catch (cause) {
    return cause instanceof Error ? (cause.message.split('\n')[0] ?? 'no ip netns') : 'no ip netns';
  }
}

export function openNetwork(): Network {
  const id = String(process.pid % 10_000);
  const nameOf = (place: Place): string => `lr${id}-${place}`;
  const subnet = `10.${77 + (process.pid % 100)}.${process.pid % 250}`;
  const bridge = `lrb${id}`;
  const addressOf = (place: Place | 'here'): string =>
    `${subnet}.${place === 'here' ? 9 : places.indexOf(place) + 1}`;
  const linkOf = (place: Place): string => `lrv${id}${place.slice(0, 2)}`;
  const neighbour = (place: Place, words: readonly string[]): void =>
    ip('-n', nameOf(place), 'neigh', ...words, 'dev', 'eth0');
  const undo: (() => void)[] = [];
  const doing = (work: () => void, back: () => void): void => {
    work();
    undo.unshift(back);
  };
  doing(
    () => ip('link', 'add', bridge, 'type', 'bridge'),
    () => ip('link', 'del', bridge),
  );
  ip('addr', 'add', `${addressOf('here')}/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  for (const place of places) {
    doing(
      () => ip('netns', 'add', nameOf(place)),
      () => ip('netns', 'del', nameOf(place)),
    );
    ip('link', 'add', linkOf(place), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', nameOf(place));
    ip('link', 'set', linkOf(place), 'master', bridge, 'up');
    ip('-n', nameOf(place), 'link', 'set', 'lo', 'up');
    ip('-n', nameOf(place), 'addr', 'add', `${addressOf(place)}/24`, 'dev', 'eth0');
    ip('-n', nameOf(place), 'link', 'set', 'eth0', 'up');
  }
  return {
    addressOf,
    within: (place) => ['ip', 'netns', 'exec', nameOf(place), process.execPath],
    // Sent to a machine that is not there: packets vanish, as they do when somebody's network breaks.
    block: (place, other) =>
      neighbour(place, ['replace', addressOf(other), 'lladdr', '02:00:00:00:00:01', 'nud', 'permanent']),
    unblock: (place, other) => neighbour(place, ['del', addressOf(other)]),
    unplug: (place) => ip('link', 'set', linkOf(place), 'down'),
    plug: (place) => ip('link', 'set', linkOf(place), 'up'),
    close: () => {
      for (const back of undo) back();
    },
  };
}
