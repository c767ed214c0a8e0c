import { nameText } from './origin.ts';

const maxLength = 2_000;
const shownLength = 240;

/** What queries of one kind have in common: no literals, no parameters, no lists, no comments. Holds no data of anybody. */
export const queryTemplate = (text: string): string =>
  nameText(
    text
      .slice(0, maxLength)
      .replaceAll(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ')
      .replaceAll(/'(?:[^']|'')*'|\$(?:\w{0,20})\$[\s\S]*?\$\w{0,20}\$/g, '?')
      .replaceAll(/\$\d+|:\w+|@\w+\b|\b\d+(?:\.\d+)?\b/g, '?')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/\(\s*\?(?:\s*,\s*\?)+\s*\)/g, '(…)')
      .replaceAll(/(\(…\))(?:\s*,\s*\(…\))+/g, '$1'),
    shownLength,
  );
