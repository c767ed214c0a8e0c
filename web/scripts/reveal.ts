/** An address that ends in #f-... opens that finding, also when it is filtered away or folded. */
export function startReveal(): void {
  const open = (): void => {
    const target = document.getElementById(location.hash.slice(1));
    if (!(target instanceof HTMLDetailsElement)) return;
    if (target.parentElement !== null) target.parentElement.hidden = false;
    target.open = true;
    target.scrollIntoView();
    target.querySelector('summary')?.focus({ preventScroll: true });
  };
  window.addEventListener('hashchange', open);
  open();
}
