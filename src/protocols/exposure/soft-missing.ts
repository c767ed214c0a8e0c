import type { ProbedAnswer } from './rule.ts';

/** What a host answers to a path nobody has. */
export interface MissingAnswer {
  readonly path: string;
  readonly status: number;
  /** The body with everything that differs between two missing pages taken out. */
  readonly shape: string;
}

const shapeLength = 4000;

/** Path, random texts and numbers taken out: two pages of one template become equal. */
export function bodyShape(body: string, path: string): string {
  const name = path.replaceAll('/', '');
  const text = name === '' ? body : body.replaceAll(path, '').replaceAll(name, '');
  return text
    .slice(0, 4 * shapeLength)
    .replaceAll(/nonce="[^"]*"|[0-9a-f]{8,}|[\w-]{24,}|\d+/gi, '#')
    .replaceAll(/\s+/g, ' ')
    .slice(0, shapeLength);
}

export const missingAnswer = (answer: ProbedAnswer, path: string): MissingAnswer => ({
  path,
  status: answer.status,
  shape: bodyShape(answer.body, path),
});

/** The answer is the one this host gives to anything: a soft 404 (or its 404). */
export function isMissing(answer: ProbedAnswer, path: string, known: readonly MissingAnswer[]): boolean {
  if (answer.status !== 200 && answer.status !== 206) return true;
  const shape = bodyShape(answer.body, path);
  return known.some((each) => each.status === answer.status && each.shape === shape);
}
