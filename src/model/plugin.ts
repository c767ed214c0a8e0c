/** A definition found in a plugin folder: the path below the room is the id. */
export interface Plugin<T> {
  readonly id: string;
  readonly definition: T;
}
