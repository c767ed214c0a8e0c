/** All elements of a kind below the root, as an array. */
export const all = <E extends HTMLElement = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): readonly E[] => [...root.querySelectorAll<E>(selector)];

/** What needs a script is sent hidden; a page whose script runs shows it. */
export function show(element: HTMLElement | null): void {
  if (element !== null) element.hidden = false;
}

export function press(buttons: readonly HTMLElement[], pressed: (button: HTMLElement) => boolean): void {
  for (const button of buttons) button.setAttribute('aria-pressed', String(pressed(button)));
}
