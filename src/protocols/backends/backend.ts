export const backendKinds = [
  'supabase',
  'firebase-database',
  'firestore',
  'firebase-storage',
  's3',
  'gcs',
  'azure-blob',
  'spaces',
  'algolia',
] as const;
export type BackendKind = (typeof backendKinds)[number];

/** A back end a page talks to directly, with the key it does it with. The key is public, and is not kept anyway. */
export interface FoundBackend {
  readonly kind: BackendKind;
  /** Project, bucket or application. */
  readonly id: string;
  /** Where it is asked. */
  readonly origin: string;
  readonly key: string | null;
  /** Tables or collections the code names. */
  readonly names: readonly string[];
}
