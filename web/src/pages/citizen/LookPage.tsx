// Footage shown to a citizen, beside whom somebody of the staff sits. The grant
// is asked for when that is said, half an hour at a time; each stream has a
// token of its own. Nothing on this page gives a file.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox, Select, Space } from "antd";
import { createElement, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendCitizen, useCitizenCase, type CitizenCase } from "../../api/citizen";
import type { Grant, TreeCamera } from "../../api/model";
import { DeckView } from "../../player/DeckView";
import { giveBack } from "../../player/useLiveRoom";
import { FailureWords } from "../../ui/ArticleRef";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { useWords } from "../../words";
import { BindHere } from "./BindHere";
import { CaseActDialog } from "./CaseActDialog";
import { Clock } from "./Clock";

const MOST = 4;

export function Component() {
  const { id = "" } = useParams();
  const one = useCitizenCase(id);
  return <Loaded query={one}>{(c) => <Looking key={c.id} c={c} />}</Loaded>;
}

function Looking({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [grant, setGrant] = useState<Grant | null>(null);
  const [chosen, setChosen] = useState<string[]>(() => c.cameraIds.slice(0, MOST));
  const moment = useRef<number | undefined>(undefined);
  const [noting, setNoting] = useState<{ moment?: number } | null>(null);
  const held = grant?.id ?? "";
  useEffect(() => () => (held === "" ? undefined : giveBack(held)), [held]);
  const [noCopy, setNoCopy] = useState<unknown>(null);
  const end = (): void => void navigate(paths.citizen(c.id));
  return (
    <div className="deckpage">
      <div className="deck">
        <header className="decktop">
          <h1>{t("cit.open")}</h1>
          <Link to={paths.citizen(c.id)}>{c.person?.name ?? c.interest?.what ?? ""}</Link>
          {c.flow === "missing" ? <Clock of={c} goal={c.goalMinutes} over={c.state !== "admitted"} /> : null}
          <span className="spring" />
          <span className="faint">{t("cit.noFiles")}</span>
          <Button onClick={() => void sendCitizen.copy(c.id).catch(setNoCopy)}>{t("cit.copyAsked")}</Button>
          <ReasonButton why={whyNot(c.can, "sight")} onClick={() => setNoting(moment.current === undefined ? {} : { moment: moment.current })}>
            {t("cit.sight")}
          </ReasonButton>
          <Button onClick={end}>{t("cit.viewEnd")}</Button>
        </header>
        {noCopy === null ? null : <Alert type="error" showIcon closable role="alert" title={t("cit.copyNo")} description={<FailureWords error={noCopy} />} onClose={() => setNoCopy(null)} />}
        {grant === null ? (
          <Begin c={c} chosen={chosen} onChosen={setChosen} onGrant={setGrant} />
        ) : (
          <Pictures key={grant.id} c={c} grant={grant} onMoment={(at) => (moment.current = at ?? undefined)} onAnew={() => setGrant(null)} />
        )}
        {noting === null ? null : <CaseActDialog act="sight" c={c} onClose={() => setNoting(null)} {...noting} />}
      </div>
    </div>
  );
}

/** What is said before each half hour. */
function Begin({ c, chosen, onChosen, onGrant }: { c: CitizenCase; chosen: string[]; onChosen: (ids: string[]) => void; onGrant: (g: Grant) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [beside, setBeside] = useState(false);
  const run = useMutation({
    mutationFn: () => sendCitizen.open(c.id, { beside, cameraIds: chosen }),
    onSuccess: (grant) => {
      onGrant(grant);
      void client.invalidateQueries({ queryKey: ["citizen", "one", c.id] });
    },
    onError: (error) => void message.error(createElement(FailureWords, { error }), 8),
  });
  return (
    <section className="counter" aria-label={t("cit.open")}>
      <BindHere />
      <label>
        {t("cit.choose")}
        <Select mode="multiple" maxCount={MOST} aria-label={t("cit.choose")} value={chosen} onChange={onChosen} style={{ width: "100%" }} options={c.points.map((p) => ({ value: p.cameraId, label: `${p.name}（${p.system}）` }))} />
      </label>
      <p>
        <Checkbox checked={beside} onChange={(e) => setBeside(e.target.checked)}>
          {t("cit.beside")}
        </Checkbox>{" "}
        <span className="faint">{t("cit.besideHelp")}</span>
      </p>
      {c.maskOthers ? <Alert type="warning" showIcon title={t("cit.maskHelp")} /> : null}
      <Space>
        <ReasonButton type="primary" why={whyNot(c.can, "open")} disabled={!beside || chosen.length === 0} loading={run.isPending} onClick={() => run.mutate()}>
          {t("cit.open")}
        </ReasonButton>
      </Space>
    </section>
  );
}

function Pictures({ c, grant, onMoment, onAnew }: { c: CitizenCase; grant: Grant; onMoment: (at: number | null) => void; onAnew: () => void }) {
  const { t } = useWords();
  const [points] = useState(c.points); // the case is read again and again; what is shown stays
  const cameras = useMemo(() => shownOf(points, grant, t("cit.noFiles")), [points, grant, t]);
  const token = useCallback((camera: string) => sendCitizen.token(c.id, grant.id, camera).then((k) => k.token), [c.id, grant.id]);
  return <DeckView cameras={cameras} start={Date.parse(grant.footage?.from ?? "")} onMoment={onMoment} permit={grant} onAnew={onAnew} token={token} />;
}

/** The cameras of the grant as the deck takes them: playback and nothing else. */
function shownOf(points: CitizenCase["points"], grant: Grant, no: string): TreeCamera[] {
  return points
    .filter((p) => (grant.cameraIds ?? []).includes(p.cameraId))
    .map((p) => ({ id: p.cameraId, name: p.name, placeId: "", systemId: "", enabled: true, can: { playback: "", export: no, live: no, snapshot: no }, live: { state: "idle" } }) as unknown as TreeCamera);
}
