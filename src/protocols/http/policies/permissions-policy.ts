import { parseDictionary } from 'structured-headers';

export interface PermissionsPolicy {
  /** Feature names with their allow-list in words: `()`, `self`, `*`, origins. */
  readonly features: readonly string[];
  readonly isValid: boolean;
}

/** Permissions-Policy (W3C, section 5.2): a Dictionary of feature names; anything else is ignored as a whole. */
export function readPermissionsPolicy(values: readonly string[]): PermissionsPolicy {
  try {
    const members = [...parseDictionary(values.join(', ').slice(0, 8192))];
    return { features: members.map(([name]) => name).slice(0, 100), isValid: true };
  } catch {
    return { features: [], isValid: false }; // not a Dictionary: often the old Feature-Policy syntax
  }
}
