// The documents issued about a subject, and the files kept with it.
import type { Subject } from "../../api/papers";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";

export function PapersOf({ of }: { of: Subject }) {
  return (
    <>
      <DocumentLinks of={of} />
      <AttachmentList of={of} />
    </>
  );
}
