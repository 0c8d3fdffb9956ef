// The register of persons concerned (R799/21).
import { CaseTable } from "./CaseTable";

export function Component() {
  return <CaseTable flow="related" />;
}
