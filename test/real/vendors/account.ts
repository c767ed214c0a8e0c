import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A value, or a secret the vendor shows to nobody. */
export type Held = string | { readonly secret: string };

/** One customer's account at a hosting vendor, as its command line and its API both see it. */
export interface Account {
  token: string;
  /** Requests it still answers before it says "too many". */
  left: number;
  isHanging: boolean;
  /** How often it was asked. */
  asked: number;
  /** Project, environment, name. `''` stands for the whole project. */
  projects: Record<string, Record<string, Record<string, Held>>>;
  /** The same, by what the owner (organisation, team, group) shares with the project. */
  shared: Record<string, Record<string, Record<string, Held>>>;
}

/** The account lies in a file beside the commands, so that each of their processes finds what the one before left. */
export interface AccountFile {
  readonly folder: string;
  readonly read: () => Account;
  readonly change: (edit: (account: Account) => void) => void;
}

const commandNames = ['netlify', 'fly', 'railway', 'heroku', 'gh'];

/** Puts the doubles of the vendors' command lines into a folder, to be the first of a PATH. */
export function openAccount(folder: string, first: Account): AccountFile {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'account.json');
  const program = join(folder, 'command.mjs');
  copyFileSync(join(dirname(fileURLToPath(import.meta.url)), 'command.mjs'), program);
  chmodSync(program, 0o755);
  for (const name of commandNames) symlinkSync(program, join(folder, name));
  const write = (account: Account): void => writeFileSync(path, JSON.stringify(account));
  const read = (): Account => JSON.parse(readFileSync(path, 'utf8')) as Account;
  write(first);
  return {
    folder,
    read,
    change: (edit) => {
      const account = read();
      edit(account);
      write(account);
    },
  };
}
