// One tile of the wall.
import { CameraOutlined, CloseOutlined, CompressOutlined, DragOutlined, ExpandOutlined, SelectOutlined, ShareAltOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useState, type ReactNode } from "react";
import { whyNot } from "../api/can";
import type { TreeCamera } from "../api/model";
import { CAMERA_DRAG } from "../ui/CameraTree";
import { useWords } from "../words";
import { ControlPad } from "./ControlPad";
import { LiveVideo, TileWords } from "./LiveVideo";
import type { StreamInfo } from "./state";
import type { LiveRoom } from "./useLiveRoom";

/** The drag payload of a tile that is moved on the wall. */
export const TILE_DRAG = "application/x-shiheng-tile";

export interface TileActs {
  select: () => void;
  max: () => void;
  remove: () => void;
  snapshot: () => void;
  forward: () => void;
  open: () => void;
  drop: (camera: string) => void;
  swap: (from: number) => void;
}

interface Props {
  index: number;
  /** The camera assigned, undefined when it is not in the tree. */
  camera: TreeCamera | undefined;
  assigned: boolean;
  selected: boolean;
  maximised: boolean;
  hidden: boolean;
  source: "main" | "sub";
  room: LiveRoom;
  acts: TileActs;
}

export function Tile({ index, camera, assigned, selected, maximised, hidden, source, room, acts }: Props) {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  return (
    <section
      className={`tile${selected ? " selected" : ""}${over ? " over" : ""}${maximised ? " maximised" : ""}`}
      hidden={hidden}
      aria-label={`${t("tile.number", { n: index + 1 })} ${camera?.name ?? t("tile.empty")}`}
      data-tile={index}
      draggable={assigned && !maximised}
      onDragStart={(e) => e.dataTransfer.setData(TILE_DRAG, String(index))}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const dropped = e.dataTransfer.getData(CAMERA_DRAG);
        const tile = e.dataTransfer.getData(TILE_DRAG);
        if (dropped !== "") acts.drop(dropped);
        else if (tile !== "") acts.swap(Number(tile));
      }}
      onPointerDown={acts.select}
      onDoubleClick={() => assigned && acts.max()}
    >
      <TileBody {...{ index, camera, assigned, maximised, source, room, acts }} />
    </section>
  );
}

type BodyProps = Pick<Props, "camera" | "assigned" | "maximised" | "source" | "room" | "acts">;

function TileBody({ camera, assigned, maximised, source, room, acts }: BodyProps) {
  const { t } = useWords();
  const [info, setInfo] = useState<StreamInfo | null>(null);
  const [steered, setSteered] = useState("");
  if (!assigned) return <TileWords title={t("tile.empty")} text={t("tile.emptyHelp")} />;
  if (!camera) {
    return (
      <>
        <TileWords title={t("tile.refused")} text={t("tile.gone")} />
        <div className="tilebar">
          <span className="spring" />
          <TileButton title={t("wall.remove")} icon={<CloseOutlined />} onClick={acts.remove} />
        </div>
      </>
    );
  }
  const noSnapshot = whyNot(camera.can, "snapshot");
  const noForward = whyNot(camera.can, "forward");
  const noControl = whyNot(camera.can, "control");
  const act = camera.can.live ? "test" : "live";
  return (
    <>
      <LiveVideo camera={{ ...camera, codec: camera.live.codec }} source={source} room={room} zoomable={maximised} onInfo={setInfo} />
      <div className="tilebar">
        <span className="tilename">{camera.name}</span>
        <Badge info={info} />
        <span className="spring" />
        <TileButton title={noSnapshot || t("wall.snapshot")} icon={<CameraOutlined />} disabled={noSnapshot !== ""} onClick={acts.snapshot} />
        <TileButton
          title={noControl || t("ctl.open")}
          act="control"
          icon={<DragOutlined />}
          disabled={noControl !== ""}
          onClick={() => {
            setSteered(camera.id);
            if (!maximised) acts.max();
          }}
        />
        <TileButton title={noForward || t("fwd.make")} act="forward" icon={<ShareAltOutlined />} disabled={noForward !== ""} onClick={acts.forward} />
        <TileButton title={t("wall.openCamera")} icon={<SelectOutlined />} onClick={acts.open} />
        <TileButton title={maximised ? t("wall.restore") : t("wall.max")} icon={maximised ? <CompressOutlined /> : <ExpandOutlined />} onClick={acts.max} />
        <TileButton title={t("wall.remove")} icon={<CloseOutlined />} onClick={acts.remove} />
      </div>
      {steered === camera.id && maximised ? <ControlPad camera={camera} grant={() => room.keeper(act).get(camera.id)} onClose={() => setSteered("")} /> : null}
    </>
  );
}

/** The stream in use: source, size, way, and whether it is transcoded. */
export function Badge({ info }: { info: StreamInfo | null }) {
  const { t } = useWords();
  if (info === null) return null;
  return (
    <span className="badge" data-way={info.way} data-source={info.source}>
      {info.source === "sub" ? t("tile.sub") : t("tile.main")}
      {info.height > 0 ? ` ${info.width}×${info.height}` : ""} {info.way === "whep" ? "WebRTC" : "MSE"}
      {info.transcoded ? ` ${t("tile.transcoded")}` : ""}
    </span>
  );
}

interface ButtonProps {
  title: string;
  /** What it does, for whoever looks for it whatever its title says. */
  act?: string;
  icon: ReactNode;
  disabled?: boolean;
  onClick: () => void;
}

function TileButton({ title, act, icon, disabled = false, onClick }: ButtonProps) {
  return (
    <Tooltip title={title}>
      <Button
        size="small"
        type="text"
        icon={icon}
        aria-label={title}
        data-act={act}
        disabled={disabled}
        onClick={(e) => {
          e.stopPropagation();
          onClick();
        }}
        onDoubleClick={(e) => e.stopPropagation()}
      />
    </Tooltip>
  );
}
