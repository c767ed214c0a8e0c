import type { WorldError } from '../model/outside.ts';

/** Why a step did not go through. `isOurs`: something of the machine that runs the journey is missing; the product is not judged. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly evidence: readonly string[];
  readonly isOurs: boolean;
}

export const trouble = (code: string, message: string, evidence: readonly string[] = []): Trouble => ({
  code,
  message,
  evidence,
  isOurs: false,
});

export const ownTrouble = (code: string, message: string): Trouble => ({
  code,
  message,
  evidence: [],
  isOurs: true,
});

/** No answer: the kind of world error is the code, its sentence the message. */
export const noAnswer = (error: WorldError): Trouble => ({
  code: error.kind,
  message: error.message,
  evidence: error.code === undefined ? [] : [error.code],
  isOurs: error.kind === 'aborted' || error.kind === 'forbidden',
});
