// Footage shown to both officers under the grant of one application. The grant
// is asked for when the page opens and given back when it closes.
import { Button, Pagination, Segmented } from "antd";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { whyNot } from "../../api/can";
import type { Grant, TreeCamera } from "../../api/model";
import { sendOfficial, useApplication, type Application } from "../../api/official";
import { DeckView } from "../../player/DeckView";
import { ForwardDialog } from "../../player/ForwardDialog";
import { giveBack } from "../../player/useLiveRoom";
import { ReasonButton } from "../../ui/ReasonButton";
import { Failed, Loaded, Loading } from "../../ui/States";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

/** How many pictures a page has. More cameras are turned through; the moment on screen stays. */
const GRIDS = [4, 9, 16] as const;

export function Component() {
  const { id = "" } = useParams();
  const one = useApplication(id);
  return <Loaded query={one}>{(a) => <Viewing key={a.id} a={a} />}</Loaded>;
}

/** Asks for the grant once the page is there; a page opened twice by a strict renderer asks once more and gives the first back. */
function useOpened(id: string): { grant: Grant | null; refusal: unknown; again: () => void } {
  const [state, setState] = useState<{ grant: Grant | null; refusal: unknown }>({ grant: null, refusal: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let over = false;
    let held = "";
    sendOfficial.open(id).then(
      (grant) => {
        held = grant.id;
        if (over) giveBack(held);
        else setState({ grant, refusal: null });
      },
      (refusal: unknown) => {
        if (!over) setState({ grant: null, refusal });
      },
    );
    return () => {
      over = true;
      if (held !== "") giveBack(held);
    };
  }, [id, turn]);
  return { ...state, again: () => setTurn((n) => n + 1) };
}

function Viewing({ a }: { a: Application }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { grant, refusal, again } = useOpened(a.id);
  const [grid, setGrid] = useState<number>(GRIDS[0]);
  const [turn, setTurn] = useState(1);
  const [forwarding, setForwarding] = useState(false);
  const all = useMemo(() => (grant === null ? [] : shownOf(a, grant, t("off.noExport"))), [a, grant, t]);
  const still = useCallback((camera: string, at: number) => sendOfficial.still(a.id, camera, at), [a.id]);
  const page = Math.min(turn, Math.max(1, Math.ceil(all.length / grid)));
  const cameras = useMemo(() => all.slice((page - 1) * grid, page * grid), [all, page, grid]);
  return (
    <div className="deckpage">
      <div className="deck">
        <header className="decktop">
          <h1>{t("off.view")}</h1>
          <Link to={paths.officialOne(a.id)}>{`${a.organ} · ${a.caseNumber ?? a.about ?? ""}`}</Link>
          <span className="spring" />
          {all.length > GRIDS[0] ? (
            <>
              <Segmented aria-label={t("wall.grids")} value={grid} options={GRIDS.map((n) => ({ value: n, label: String(n), title: t("wall.grid", { n }) }))} onChange={setGrid} />
              <Pagination simple size="small" current={page} pageSize={grid} total={all.length} onChange={setTurn} />
            </>
          ) : null}
          <ReasonButton why={whyNot(a.can, "forward")} disabled={grant === null} onClick={() => setForwarding(true)}>
            {t("fwd.make")}
          </ReasonButton>
          <Button onClick={() => void navigate(paths.officialOne(a.id))}>{t("off.viewEnd")}</Button>
        </header>
        {forwarding ? <ForwardDialog cameras={all} grant={() => Promise.resolve(grant)} onClose={() => setForwarding(false)} /> : null}
        {refusal ? <Failed error={refusal} retry={again} /> : grant === null ? <Loading /> : <DeckView key={grant.id} cameras={cameras} start={Date.parse(grant.footage?.from ?? "")} onMoment={() => undefined} permit={grant} onAnew={again} still={still} />}
      </div>
    </div>
  );
}

/** The granted cameras as the deck takes them: playback, and a still where copying was granted. */
function shownOf(a: Application, grant: Grant, no: string): TreeCamera[] {
  return a.points
    .filter((p) => (grant.cameraIds ?? []).includes(p.cameraId))
    .map((p) => ({ id: p.cameraId, name: p.name, placeId: "", systemId: "", enabled: true, can: { playback: "", export: no, live: no, snapshot: a.can.still ?? "" }, live: { state: "idle" } }) as unknown as TreeCamera);
}
