import type { Database } from './database.ts';

/** What goes to the thread and what comes back; both are cloned on the way. */
export type Call = {
  [Name in keyof Database]: {
    readonly id: number;
    readonly name: Name;
    readonly given: Parameters<Database[Name]>;
  };
}[keyof Database];

export type Answer =
  | { readonly id: number; readonly isDone: true; readonly value: unknown }
  | { readonly id: number; readonly isDone: false; readonly error: SentError };

/** Errors lose their own fields when they are cloned. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function sentError(cause: unknown): SentError {
  const { name, message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  const fields = { ...(cause instanceof Error ? cause : {}) };
  return { name, message, stack, fields: JSON.parse(JSON.stringify(fields)) as SentError['fields'] };
}

export const receivedError = ({ message, stack, fields }: SentError): Error =>
  Object.assign(new Error(message), fields, { stack });
