// Footage shown to both officers under the grant of one application. The grant
// is asked for when the page opens and given back when it closes.
import { Button } from "antd";
import { useEffect, useMemo, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Grant, TreeCamera } from "../../api/model";
import { sendOfficial, useApplication, type Application } from "../../api/official";
import { DeckView } from "../../player/DeckView";
import { giveBack } from "../../player/useLiveRoom";
import { Failed, Loaded, Loading } from "../../ui/States";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

const MOST = 4;

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
  const cameras = useMemo(() => (grant === null ? [] : shownOf(a, grant, t("off.noExport"))), [a, grant, t]);
  return (
    <div className="deckpage">
      <div className="deck">
        <header className="decktop">
          <h1>{t("off.view")}</h1>
          <Link to={paths.officialOne(a.id)}>{`${a.organ} · ${a.caseNumber ?? a.about ?? ""}`}</Link>
          <span className="spring" />
          <Button onClick={() => void navigate(paths.officialOne(a.id))}>{t("off.viewEnd")}</Button>
        </header>
        {refusal ? <Failed error={refusal} retry={again} /> : grant === null ? <Loading /> : <DeckView key={grant.id} cameras={cameras} start={Date.parse(grant.footage?.from ?? "")} onMoment={() => undefined} permit={grant} onAnew={again} />}
      </div>
    </div>
  );
}

/** The granted cameras as the deck takes them: playback and nothing else. */
function shownOf(a: Application, grant: Grant, no: string): TreeCamera[] {
  return a.points
    .filter((p) => (grant.cameraIds ?? []).includes(p.cameraId))
    .slice(0, MOST)
    .map((p) => ({ id: p.cameraId, name: p.name, placeId: "", systemId: "", enabled: true, can: { playback: "", export: no, live: no, snapshot: no }, live: { state: "idle" } }) as unknown as TreeCamera);
}
