import { parseIp, reverseName } from '../../protocols/mail/ip.ts';
import { ask, type Line } from './asking.ts';

export interface ReverseName {
  readonly address: string;
  /** null: the question got no answer. */
  readonly reverse: readonly string[] | null;
  /** One of the names leads back to the address; null when nobody could tell. */
  readonly isConfirmed: boolean | null;
}

const maxNames = 5;

/** Forward-confirmed reverse name of one address (RFC 8601 section 2.7.3). */
export async function confirmReverse(line: Line, address: string): Promise<ReverseName> {
  const ip = parseIp(address);
  const pointer = ip === null ? null : await ask(line, { name: reverseName(ip), type: 'PTR' });
  if (pointer === null || pointer.status === 'failure') return { address, reverse: null, isConfirmed: null };
  const names = pointer.values.slice(0, maxNames);
  const type = ip?.version === 6 ? 'AAAA' : 'A';
  const forward = await Promise.all(names.map(async (name) => ask(line, { name, type })));
  const isConfirmed = forward.some(({ values }) => values.some((value) => isSame(value, address)));
  const isOpen = !isConfirmed && forward.some(({ status }) => status === 'failure');
  return { address, reverse: names, isConfirmed: isOpen ? null : isConfirmed };
}

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [parseIp(one), parseIp(other)];
  return left !== null && right !== null && left.bytes.join() === right.bytes.join();
};
