// 实时预览: the wall of live pictures.
import { ClearOutlined, FullscreenOutlined, HistoryOutlined, LockOutlined, TableOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { App, Button, Drawer, Segmented, Tooltip } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { Tree, TreeCamera } from "../../api/model";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { assign, clear, formatLayout, GRIDS, isGrid, isLayout, nextTile, parseLayout, regrid, sourceFor, swap, type Layout } from "../../player/layout";
import { ForwardDialog } from "../../player/ForwardDialog";
import { useGuard } from "../../player/guard";
import { saveSnapshot } from "../../player/snapshot";
import { StoppedWords } from "../../player/StoppedWords";
import { Tile } from "../../player/Tile";
import { useLiveRoom } from "../../player/useLiveRoom";
import { FailureWords } from "../../ui/ArticleRef";
import { CameraTree } from "../../ui/CameraTree";
import { useKeys } from "../../ui/keys";
import { Mark } from "../../ui/Mark";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { recall, remember } from "../../util/store";
import { useWords } from "../../words";
import { usePostLock } from "./usePostLock";

const ACTS = ["live", "test"] as const;

export function Component() {
  const tree = useTree();
  return <Loaded query={tree}>{(data) => <Wall tree={data} />}</Loaded>;
}

/** The layout in the URL, else the last one of this browser, else the first cameras. */
function useLayout(tree: Tree): [Layout, (change: (l: Layout) => Layout) => void] {
  const [query, setQuery] = useSearchParams();
  const first = useMemo((): Layout => {
    const may = tree.cameras.filter((c) => ACTS.some((a) => (c.can[a] ?? "") === ""));
    return regrid({ grid: 4, tiles: may.slice(0, 4).map((c) => c.id), max: -1 }, 4);
    // The first cameras as the page opens; later arrivals do not move the wall.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const layout = parseLayout(query) ?? { ...recall("wall", isLayout, first), max: -1 };
  const change = useCallback(
    (how: (l: Layout) => Layout) => {
      setQuery(
        (before) => {
          const next = how(parseLayout(before) ?? { ...recall("wall", isLayout, first), max: -1 });
          remember("wall", next);
          return formatLayout(next);
        },
        { replace: true },
      );
    },
    [setQuery, first],
  );
  return [layout, change];
}

function Wall({ tree }: { tree: Tree }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [layout, change] = useLayout(tree);
  const [selected, setSelected] = useState(0);
  const [drawer, setDrawer] = useState(false);
  const [forwarding, setForwarding] = useState<TreeCamera | null>(null);
  const room = useLiveRoom();
  const { mark } = useSession();
  const guard = useGuard(room.surrender);
  const lock = usePostLock((error) => void message.error(<FailureWords error={error} />));
  const wall = useRef<HTMLDivElement>(null);
  const byId = useMemo(() => new Map(tree.cameras.map((c) => [c.id, c])), [tree]);
  const chosen = useMemo(() => new Set(layout.tiles.filter((x) => x !== "")), [layout]);
  const snapshot = (camera: TreeCamera | undefined): void => {
    if (!camera || camera.can.snapshot) return;
    void saveSnapshot(camera).then(
      () => message.success(t("wall.snapshotDone")),
      (error: unknown) => message.error(<FailureWords error={error} />),
    );
  };
  const toggleMax = (i: number): void => change((l) => ({ ...l, max: l.max === i || !l.tiles[i] ? -1 : i }));
  const full = (): void => void (document.fullscreenElement ? document.exitFullscreen() : wall.current?.requestFullscreen());
  const choose = (camera: TreeCamera): void => {
    change((l) => assign(l, nextTile(l, selected), camera.id));
    setDrawer(false);
  };
  useWallKeys({ layout, change, selected, setSelected, toggleMax, full, snapshot: () => snapshot(byId.get(layout.tiles[selected] ?? "")) });
  useEffect(() => {
    if (selected >= layout.grid) setSelected(0);
  }, [selected, layout.grid]);
  const picker = <CameraTree tree={tree} acts={ACTS} onChoose={choose} chosen={chosen} />;
  return (
    <div className="wallpage">
      <aside className="wallside only-wide" aria-label={t("tree.show")}>
        {picker}
      </aside>
      <div className="wallmain">
        <header className="wallbar">
          <h1>{t("wall.title")}</h1>
          <Button className="only-narrow" icon={<UnorderedListOutlined />} onClick={() => setDrawer(true)}>
            {t("tree.show")}
          </Button>
          <Segmented
            aria-label={t("wall.grids")}
            value={layout.grid}
            options={GRIDS.map((n) => ({ value: n, label: String(n), title: t("wall.grid", { n }) }))}
            onChange={(n) => change((l) => (isGrid(n) ? regrid(l, n) : l))}
          />
          <span className="spring" />
          <WallButton title={t("wall.fill")} icon={<TableOutlined />} onClick={() => change((l) => fill(l, tree))} />
          <WallButton title={t("wall.clear")} icon={<ClearOutlined />} onClick={() => change((l) => ({ ...l, tiles: l.tiles.map(() => ""), max: -1 }))} />
          <WallButton
            title={t("wall.past")}
            icon={<HistoryOutlined />}
            onClick={() => void navigate(paths.playback({ cameras: layout.tiles.filter((x) => x !== "").slice(0, 4) }))}
          />
          <WallButton title={t("lock.now")} icon={<LockOutlined />} onClick={lock} />
          <WallButton title={t("wall.full")} icon={<FullscreenOutlined />} onClick={full} />
        </header>
        <div ref={wall} className={`wall grid${layout.grid}${layout.max >= 0 ? " one" : ""}`}>
          {guard.stopped === null ? null : <StoppedWords guard={guard} />}
          {(guard.stopped === null ? layout.tiles : []).map((id, i) => (
            <Tile
              // The tile stays; its camera changes inside it.
              // oxlint-disable-next-line react/no-array-index-key
              key={i}
              index={i}
              camera={byId.get(id)}
              assigned={id !== ""}
              selected={selected === i}
              maximised={layout.max === i}
              hidden={layout.max >= 0 && layout.max !== i}
              source={sourceFor(layout, i)}
              room={room}
              acts={{
                select: () => setSelected(i),
                max: () => toggleMax(i),
                remove: () => change((l) => clear(l, i)),
                snapshot: () => snapshot(byId.get(id)),
                forward: () => setForwarding(byId.get(id) ?? null),
                open: () => void navigate(paths.camera(id)),
                drop: (camera) => change((l) => assign(l, i, camera)),
                swap: (from) => change((l) => swap(l, from, i)),
              }}
            />
          ))}
          {guard.stopped === null ? <Mark text={mark} faint onTampered={guard.tampered} /> : null}
        </div>
      </div>
      {forwarding === null ? null : <ForwardDialog cameras={[forwarding]} grant={() => room.keeper("live").get(forwarding.id)} onClose={() => setForwarding(null)} />}
      <Drawer open={drawer} onClose={() => setDrawer(false)} placement="left" size={300} title={t("tree.show")}>
        {picker}
      </Drawer>
    </div>
  );
}

/** Empty tiles take the cameras that are not on the wall yet, in tree order. */
function fill(l: Layout, tree: Tree): Layout {
  const rest = tree.cameras.filter((c) => !l.tiles.includes(c.id) && ACTS.some((a) => (c.can[a] ?? "") === "")).map((c) => c.id);
  return { ...l, tiles: l.tiles.map((x) => (x === "" ? (rest.shift() ?? "") : x)) };
}

function WallButton({ title, icon, onClick }: { title: string; icon: React.ReactNode; onClick: () => void }) {
  return (
    <Tooltip title={title}>
      <Button type="text" icon={icon} aria-label={title} onClick={onClick} />
    </Tooltip>
  );
}

interface WallKeys {
  layout: Layout;
  change: (how: (l: Layout) => Layout) => void;
  selected: number;
  setSelected: (i: number) => void;
  toggleMax: (i: number) => void;
  full: () => void;
  snapshot: () => void;
}

function useWallKeys({ layout, change, selected, setSelected, toggleMax, full, snapshot }: WallKeys): void {
  const side = Math.sqrt(layout.grid);
  const go = (by: number) => () => setSelected((selected + by + layout.grid) % layout.grid);
  useKeys([
    { key: "1", word: "keys.grid1", run: () => change((l) => regrid(l, 1)) },
    { key: "2", word: "keys.grid4", run: () => change((l) => regrid(l, 4)) },
    { key: "3", word: "keys.grid9", run: () => change((l) => regrid(l, 9)) },
    { key: "4", word: "keys.grid16", run: () => change((l) => regrid(l, 16)) },
    { key: "ArrowLeft", word: "keys.moveTile", run: go(-1) },
    { key: "ArrowRight", word: "keys.moveTile", run: go(1) },
    { key: "ArrowUp", word: "keys.moveTile", run: go(-side) },
    { key: "ArrowDown", word: "keys.moveTile", run: go(side) },
    { key: "Enter", word: "wall.max", run: () => toggleMax(selected) },
    { key: "Escape", word: "wall.restore", run: () => change((l) => ({ ...l, max: -1 })) },
    { key: "Delete", word: "wall.remove", run: () => change((l) => clear(l, selected)) },
    { key: "s", word: "wall.snapshot", run: snapshot },
    { key: "f", word: "wall.full", run: full },
  ]);
}
