import type { HandoverBlock, HandoverLine } from '../../model/handover.ts';

/** Mail addresses are people's data and the pack goes to many hands: the domain stays, the name does not. */
export const withoutAddresses = (text: string): string =>
  text.replace(/[\p{L}\p{N}._%+-]{1,64}@(?=[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{2,})/gu, '…@');

export const lineWithoutAddresses = (line: HandoverLine): HandoverLine => ({
  ...line,
  id: withoutAddresses(line.id),
  cells: line.cells.map(withoutAddresses),
});

export const blockWithoutAddresses = (block: HandoverBlock): HandoverBlock => ({
  ...block,
  lines: block.lines.map(lineWithoutAddresses),
});
