// The register of missing persons (W168/25).
import { CaseTable } from "./CaseTable";

export function Component() {
  return <CaseTable flow="missing" />;
}
