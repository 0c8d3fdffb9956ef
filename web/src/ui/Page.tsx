import type { ReactNode } from "react";

interface Props {
  title: string;
  /** Beside the title: filters, states. */
  lead?: ReactNode;
  /** At the right: what may be done. */
  acts?: ReactNode;
  children: ReactNode;
}

/** The common frame of a page. */
export function Page({ title, lead, acts, children }: Props) {
  return (
    <div className="page">
      <header>
        <h1>{title}</h1>
        {lead}
        <span className="spring" />
        {acts}
      </header>
      {children}
    </div>
  );
}
