import type { Finding } from "../../api/findings";

/** Past its day and still open. */
export function isLate(f: Pick<Finding, "due" | "closedAt">, today: string): boolean {
  return f.due !== undefined && f.due !== "" && f.closedAt === undefined && f.due < today;
}
