// What was forwarded to me, live: tiles under a grant of my own, with my name
// and the forwarder's over all of it. Nothing but watching is offered here.
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { sendForward, useForward, type Forward } from "../../api/forward";
import type { Grant } from "../../api/model";
import { GrantKeeper } from "../../player/grants";
import { useBeat } from "../../player/beat";
import { useGuard } from "../../player/guard";
import { LiveLessons } from "../../player/live";
import { LiveVideo } from "../../player/LiveVideo";
import { StoppedWords } from "../../player/StoppedWords";
import { giveBack, type LiveRoom } from "../../player/useLiveRoom";
import { Mark } from "../../ui/Mark";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { id = "" } = useParams();
  const one = useForward(id);
  return <Loaded query={one}>{(f) => <Watching key={f.id} f={f} />}</Loaded>;
}

/** A live room whose every grant is that of the forwarding; the one in use is told. */
function useForwardedRoom(id: string): { room: LiveRoom; grant: Grant | null } {
  const [grant, setGrant] = useState<Grant | null>(null);
  const [room] = useState((): LiveRoom => {
    const keeper = new GrantKeeper(async () => {
      const given = await sendForward.open(id);
      setGrant(given);
      return given;
    }, false);
    return { keeper: () => keeper, surrender: () => keeper.surrender(), lessons: new LiveLessons() };
  });
  useEffect(
    () => () => {
      for (const held of room.surrender()) giveBack(held);
    },
    [room],
  );
  return { room, grant };
}

/** Tiles of the grid that so many cameras take. */
const grid = (n: number): number => [1, 4, 9, 16].find((g) => n <= g) ?? 16;

function Watching({ f }: { f: Forward }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { room, grant } = useForwardedRoom(f.id);
  const guard = useGuard(room.surrender);
  useBeat(guard.stopped === null && grant !== null ? grant.id : null);
  const source = f.points.length >= 4 ? "sub" : "main";
  return (
    <div className="wallpage">
      <div className="wallmain">
        <header className="wallbar">
          <h1>{t("fwd.view")}</h1>
          <span className="faint">{t("fwd.from", { name: `${f.by.name} ${f.by.login}`, time: dateTime(f.until) })}</span>
          <span className="faint">{f.purpose}</span>
          <span className="spring" />
          <Button onClick={() => void navigate(paths.forwards())}>{t("fwd.back")}</Button>
        </header>
        <div className={`wall grid${grid(f.points.length)}`}>
          {guard.stopped === null ? null : <StoppedWords guard={guard} />}
          {(guard.stopped === null ? f.points : []).map((p) => (
            <section key={p.cameraId} className="tile" aria-label={p.name} data-camera={p.cameraId}>
              <LiveVideo camera={{ id: p.cameraId, name: p.name, can: { live: "" }, codec: "" }} source={source} room={room} zoomable />
              <div className="tilebar">
                <span className="tilename">{`${p.name}（${p.system}）`}</span>
              </div>
            </section>
          ))}
          {guard.stopped !== null || grant === null ? null : <Mark text={grant.mark} grant={grant.id} onTampered={guard.tampered} />}
        </div>
      </div>
    </div>
  );
}
