import { roles, type Role, type User } from '../../model/store.ts';
import type { Access } from '../http/route.ts';

/** Who is calling. A session acts for a person; a token for itself. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'person'; readonly user: User; readonly secret: string; readonly hash: string }
  | {
      readonly kind: 'token' | 'probe' | 'ingest';
      readonly name: string;
      readonly role: Role;
      readonly hash: string;
    };

export const nobody: Caller = { kind: 'nobody' };

/** Owner may what editor may, editor may what viewer may. */
export function isAllowed(caller: Caller, access: Access): boolean {
  if (access === 'public') return true;
  if (caller.kind === 'nobody') return false;
  if (access === 'probe' || access === 'ingest') return caller.kind === access;
  if (caller.kind === 'probe' || caller.kind === 'ingest') return false;
  return roles.indexOf(roleOf(caller)) <= roles.indexOf(access);
}

const roleOf = (caller: Exclude<Caller, { kind: 'nobody' }>): Role =>
  caller.kind === 'person' ? caller.user.role : caller.role;

/** Who it was, for the audit trail. */
export const nameOf = (caller: Caller): string =>
  caller.kind === 'nobody'
    ? 'nobody'
    : caller.kind === 'person'
      ? caller.user.email
      : `${caller.kind} ${caller.name}`;

/** How an incident names who is on it. */
export const firstNameOf = (caller: Caller): string =>
  caller.kind === 'person' ? caller.user.name : nameOf(caller);
