// 录像回放: up to four cameras on one clock.
import { UnorderedListOutlined } from "@ant-design/icons";
import { App, Button, Drawer } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import type { Tree, TreeCamera } from "../../api/model";
import { useTree } from "../../api/queries";
import { DeckView } from "../../player/DeckView";
import { CameraTree } from "../../ui/CameraTree";
import { Loaded, Nothing } from "../../ui/States";
import { useWords } from "../../words";

const MOST = 4;
const ACTS = ["playback"] as const;

export function Component() {
  const tree = useTree();
  return <Loaded query={tree}>{(data) => <Playback tree={data} />}</Loaded>;
}

function Playback({ tree }: { tree: Tree }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [query, setQuery] = useSearchParams();
  const [drawer, setDrawer] = useState(false);
  const ids = useMemo(() => (query.get("cameras") ?? "").split(",").filter((x) => x !== ""), [query]);
  const cameras = useMemo(() => ids.flatMap((id) => tree.cameras.find((c) => c.id === id) ?? []).slice(0, MOST), [ids, tree]);
  const chosen = useMemo(() => new Set(ids), [ids]);
  const set = useCallback(
    (change: (q: URLSearchParams) => void) =>
      setQuery(
        (before) => {
          const next = new URLSearchParams(before);
          change(next);
          return next;
        },
        { replace: true },
      ),
    [setQuery],
  );
  const toggle = (camera: TreeCamera): void => {
    if (!chosen.has(camera.id) && ids.length >= MOST) {
      void message.info(t("deck.full"));
      return;
    }
    const next = chosen.has(camera.id) ? ids.filter((x) => x !== camera.id) : [...ids, camera.id];
    set((q) => (next.length > 0 ? q.set("cameras", next.join(",")) : q.delete("cameras")));
  };
  const onMoment = useCallback(
    (at: number | null) => set((q) => (at === null ? q.delete("at") : q.set("at", new Date(at).toISOString()))),
    [set],
  );
  const at = Date.parse(query.get("at") ?? "");
  const picker = <CameraTree tree={tree} acts={ACTS} onChoose={toggle} chosen={chosen} />;
  return (
    <div className="deckpage">
      <aside className="wallside only-wide" aria-label={t("tree.show")}>
        {picker}
      </aside>
      <div className="deck">
        <header className="decktop">
          <h1>{t("nav.playback")}</h1>
          <span className="faint">{t("deck.choose")}</span>
          <span className="spring" />
          <Button className="only-narrow" icon={<UnorderedListOutlined />} onClick={() => setDrawer(true)}>
            {t("tree.show")}
          </Button>
        </header>
        {cameras.length === 0 ? (
          <Nothing text={t("deck.choose")} />
        ) : (
          <DeckView key={cameras.map((c) => c.id).join()} cameras={cameras} start={Number.isFinite(at) ? at : null} onMoment={onMoment} />
        )}
      </div>
      <Drawer open={drawer} onClose={() => setDrawer(false)} placement="left" size={300} title={t("tree.show")}>
        {picker}
      </Drawer>
    </div>
  );
}
