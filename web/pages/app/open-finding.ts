import { useEffect } from 'preact/hooks';

/** Opens the finding the fragment names, now and whenever it changes. */
export function useOpenFinding(isDrawn: boolean): void {
  useEffect(() => {
    if (!isDrawn) return undefined;
    const open = (): void => {
      const found = document.getElementById(location.hash.slice(1));
      if (!(found instanceof HTMLDetailsElement)) return;
      found.open = true;
      found.scrollIntoView();
      found.querySelector('summary')?.focus();
    };
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [isDrawn]);
}
