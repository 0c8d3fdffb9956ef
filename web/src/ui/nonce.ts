// The page's style nonce. The component library takes it through its
// configuration, but a few of its helpers (scroll locking, scroll bar
// measuring) write style elements without asking. Scripts come from this
// server only, so every style element a script makes may carry the nonce.

export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

/** Gives the nonce to every style element made from now on. Called once, at start. */
export function nonceStyles(): void {
  const nonce = pageNonce();
  const make = document.createElement.bind(document);
  document.createElement = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    const element = make(tag, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
