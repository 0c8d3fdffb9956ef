// Places → systems → cameras with their live state, searchable, draggable.
import { Input, Tree, type TreeDataNode } from "antd";
import { useMemo, useState } from "react";
import { whyNot } from "../api/can";
import type { Tree as TreeOf, TreeCamera } from "../api/model";
import { coded, useWords, type Speak } from "../words";
import { Nothing } from "./States";

/** The drag payload: a camera id under this type. */
export const CAMERA_DRAG = "application/x-shiheng-camera";

const TONE: Readonly<Record<string, string>> = {
  recording: "ok",
  live: "ok",
  idle: "idle",
  connecting: "warn",
  waiting: "warn",
  offline: "bad",
  disabled: "idle",
};

export function LiveMark({ state }: { state: string }) {
  const { t } = useWords();
  return <span className={`mark ${TONE[state] ?? "idle"}`}>{coded(t, "live.", state)}</span>;
}

interface Props {
  tree: TreeOf;
  /** Acts any one of which makes a camera choosable. */
  acts: readonly string[];
  onChoose: (camera: TreeCamera) => void;
  /** Cameras that are on screen already. */
  chosen: ReadonlySet<string>;
}

export function CameraTree({ tree, acts, onChoose, chosen }: Props) {
  const { t } = useWords();
  const [q, setQ] = useState("");
  const nodes = useMemo(() => build(tree, q.trim().toLowerCase()), [tree, q]);
  const byId = useMemo(() => new Map(tree.cameras.map((c) => [c.id, c])), [tree]);
  return (
    <div className="cameratree">
      <Input.Search type="search" allowClear placeholder={t("tree.search")} aria-label={t("tree.search")} value={q} onChange={(e) => setQ(e.target.value)} />
      <div className="treescroll">
        {nodes.length === 0 ? (
          <Nothing text={q === "" ? t("tree.empty") : t("tree.noMatch")} />
        ) : (
          <Tree
            key={q === "" ? "all" : "found"}
            aria-label={t("nav.cameras")}
            blockNode
            showLine={false}
            defaultExpandAll
            selectable={false}
            virtual={false}
            treeData={nodes}
            titleRender={(node) => {
              const camera = byId.get(String(node.key));
              if (!camera) return <span className="place">{typeof node.title === "string" ? node.title : ""}</span>;
              return <Leaf camera={camera} acts={acts} chosen={chosen.has(camera.id)} onChoose={onChoose} t={t} />;
            }}
          />
        )}
      </div>
    </div>
  );
}

interface LeafProps {
  camera: TreeCamera;
  acts: readonly string[];
  chosen: boolean;
  onChoose: (camera: TreeCamera) => void;
  t: Speak;
}

function Leaf({ camera, acts, chosen, onChoose, t }: LeafProps) {
  const allowed = acts.some((a) => (camera.can[a] ?? "") === "");
  const why = allowed ? "" : whyNot(camera.can, acts[0] ?? "live");
  return (
    <span
      className={`leaf${chosen ? " chosen" : ""}${allowed ? "" : " off"}`}
      role="button"
      tabIndex={0}
      aria-disabled={!allowed}
      aria-pressed={chosen}
      data-camera={camera.id}
      title={why === "" ? t("tree.choose", { name: camera.name }) : why}
      draggable={allowed}
      onDragStart={(e) => {
        e.dataTransfer.setData(CAMERA_DRAG, camera.id);
        e.dataTransfer.effectAllowed = "copy";
      }}
      onDoubleClick={() => allowed && onChoose(camera)}
      onKeyDown={(e) => {
        if (e.key !== "Enter" || !allowed) return;
        e.preventDefault();
        onChoose(camera);
      }}
    >
      <span className="leafname">{camera.name}</span>
      <LiveMark state={camera.live.state} />
    </span>
  );
}

function build(tree: TreeOf, q: string): TreeDataNode[] {
  const cameras = tree.cameras.filter((c) => q === "" || c.name.toLowerCase().includes(q));
  const leaf = (c: TreeCamera): TreeDataNode => ({ key: c.id, title: c.name, isLeaf: true });
  const systems = new Map(tree.systems.map((s) => [s.id, s]));
  const inPlace = (place: string): TreeDataNode[] => {
    const here = cameras.filter((c) => c.placeId === place);
    const groups = new Map<string, TreeCamera[]>();
    for (const c of here) groups.set(c.systemId, [...(groups.get(c.systemId) ?? []), c]);
    if (groups.size <= 1) return here.map(leaf);
    return [...groups].map(([id, list]) => ({ key: `${place}/${id}`, title: systems.get(id)?.name ?? "", children: list.map(leaf) }));
  };
  const known = new Set(tree.places.map((p) => p.id));
  const below = (parent: string | undefined): TreeDataNode[] =>
    tree.places
      .filter((p) => (parent === undefined ? !p.parentId || !known.has(p.parentId) : p.parentId === parent))
      .map((p) => ({ key: p.id, title: p.name, children: [...below(p.id), ...inPlace(p.id)] }))
      .filter((n) => n.children.length > 0);
  const homeless = cameras.filter((c) => !known.has(c.placeId)).map(leaf);
  return [...below(undefined), ...homeless];
}
