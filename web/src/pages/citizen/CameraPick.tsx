// Cameras of a case: those suggested, and the tree.
import { Checkbox } from "antd";
import { useMemo } from "react";
import type { Tree } from "../../api/model";
import { CameraTree } from "../../ui/CameraTree";
import { useWords } from "../../words";

/** Any camera one knows of can be looked for: an act that the server bars on no camera. */
const PICK = ["pick"] as const;

interface Props {
  tree: Tree;
  chosen: readonly string[];
  onPick: (id: string) => void;
  suggestions?: readonly { id: string; label: string }[];
  /** Time or place are not known yet. */
  waiting?: boolean;
}

export function CameraPick({ tree, chosen, onPick, suggestions, waiting = false }: Props) {
  const { t } = useWords();
  const set = useMemo(() => new Set(chosen), [chosen]);
  return (
    <aside className="wallside" aria-label={t("tree.show")}>
      {suggestions === undefined ? null : (
        <section aria-label={t("cit.suggested")}>
          <h2>{t("cit.suggested")}</h2>
          {suggestions.length === 0 ? <p className="faint">{t(waiting ? "cit.suggestWait" : "cit.suggestNone")}</p> : null}
          <ul className="plain">
            {suggestions.map((s) => (
              <li key={s.id}>
                <Checkbox checked={set.has(s.id)} onChange={() => onPick(s.id)}>
                  {s.label}
                </Checkbox>
              </li>
            ))}
          </ul>
          <h2>{t("cit.tree")}</h2>
        </section>
      )}
      <CameraTree tree={tree} acts={PICK} chosen={set} onChoose={(c) => onPick(c.id)} />
    </aside>
  );
}
