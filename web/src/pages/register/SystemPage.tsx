// One video system. Each area adds its tab to the array below; what a tab
// shows stands in panels/<area>, since pages import no pages.
import { useState } from "react";
import { Link, useParams } from "react-router";
import { barred } from "../../api/can";
import type { VideoSystem } from "../../api/model";
import { useSystem } from "../../api/units";
import { SystemForm } from "../../forms/SystemForm";
import { SystemCameras } from "../../panels/register/SystemCameras";
import { SystemOverview } from "../../panels/register/SystemOverview";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { TabFrame, type Tab } from "../../ui/TabFrame";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const TABS: readonly Tab<VideoSystem>[] = [
  { key: "overview", word: "sys.tab.overview", body: (s) => <SystemOverview system={s} /> },
  { key: "cameras", word: "sys.tab.cameras", body: (s) => <SystemCameras system={s.id} /> },
];

export function Component() {
  const { id = "" } = useParams();
  const system = useSystem(id);
  return <Loaded query={system}>{(s) => <One system={s} />}</Loaded>;
}

function One({ system }: { system: VideoSystem }) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title={system.name}
      lead={<span className="mark">{coded(t, "sys.", system.state)}</span>}
      acts={
        <>
          <Link to={paths.life(system.id)}>{t("sys.life")}</Link>
          <ReasonButton {...barred(system.can, "change")} onClick={() => setEditing(true)}>
            {t("act.edit")}
          </ReasonButton>
        </>
      }
    >
      <TabFrame tabs={TABS} of={system} />
      {editing ? <SystemForm system={system} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}
