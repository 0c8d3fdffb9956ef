// A part of the navigation: a heading and the pages under it, each with the
// duty that opens it.
import type { ReactNode } from "react";
import type { Word } from "../words";

export interface NavItem {
  word: Word;
  to: string;
  can: string;
  icon: ReactNode;
}

export interface NavGroup {
  word: Word;
  items: readonly NavItem[];
}
