// One camera: live, its past, and how it is.
import { MedicineBoxOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { useCallback } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useAdvice } from "../../api/diagnosis";
import type { TreeCamera } from "../../api/model";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { DeckView } from "../../player/DeckView";
import { LiveMark } from "../../ui/CameraTree";
import { Loaded, Nothing } from "../../ui/States";
import { bitrate } from "../../util/bytes";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { id = "" } = useParams();
  const tree = useTree();
  const [query, setQuery] = useSearchParams();
  const at = query.get("at");
  const start = at === null ? null : Date.parse(at);
  const onMoment = useCallback(
    (moment: number | null) => setQuery(moment === null ? {} : { at: new Date(moment).toISOString() }, { replace: true }),
    [setQuery],
  );
  return (
    <Loaded query={tree}>
      {(data) => {
        const camera = data.cameras.find((c) => c.id === id);
        if (!camera) return <Nothing text={t("tile.gone")} />;
        return (
          <div className="deckpage">
            <div className="deck">
              <Top camera={camera} place={data.places.find((p) => p.id === camera.placeId)?.name ?? ""} />
              <Solo key={camera.id} camera={camera} start={Number.isFinite(start) ? start : null} onMoment={onMoment} />
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

function Solo({ camera, start, onMoment }: { camera: TreeCamera; start: number | null; onMoment: (at: number | null) => void }) {
  return <DeckView cameras={[camera]} start={start} onMoment={onMoment} />;
}

function Top({ camera, place }: { camera: TreeCamera; place: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { can } = useSession();
  const advice = useAdvice();
  const { live } = camera;
  return (
    <header className="decktop">
      <h1>{camera.name}</h1>
      <span className="faint">{place}</span>
      <LiveMark state={live.state} />
      {live.code ? <Tag color="warning">{advice(live.code).text}</Tag> : null}
      {live.width > 0 ? (
        <span className="faint num">
          {live.codec} {live.width}×{live.height} · {bitrate(live.bitrate)}
        </span>
      ) : null}
      {live.durableTo ? <span className="faint num">{t("deck.durableTo", { time: dateTime(live.durableTo).slice(11) })}</span> : null}
      <span className="spring" />
      {can["device.read"] ? null : (
        <Button size="small" icon={<MedicineBoxOutlined />} onClick={() => void navigate(paths.doctor(camera.id))}>
          {t("cam.doctor")}
        </Button>
      )}
    </header>
  );
}
