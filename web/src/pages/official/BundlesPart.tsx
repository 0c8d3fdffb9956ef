// The evidence bundles of an application: copying was granted, so a copy of
// what was granted may be made; the rest of its way is on its own page.
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { sendExport, useExports, type Export } from "../../api/exports";
import type { Application } from "../../api/official";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime, localInput, parseLocal, wire } from "../../util/time";
import { useWords } from "../../words";
import { ExportState } from "../evidence/ExportsPage";

export function BundlesPart({ a }: { a: Application }) {
  const { t } = useWords();
  const { can } = useSession();
  const [open, setOpen] = useState(false);
  const list = useExports({ applicationId: a.id });
  return (
    <section aria-label={t("exp.title")}>
      <h2>{t("exp.title")}</h2>
      <Loaded query={list}>
        {(data) => (
          <ul className="plain num">
            {data.pages.flatMap((p) => p.items).map((e) => (
              <li key={e.id}>
                <Link to={paths.exportOf(e.id)}>{dateTime(e.from)} – {dateTime(e.to)}</Link> · {e.by} {dateTime(e.askedAt)} <ExportState e={e} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ReasonButton why={whyNot(can, "evidence.make")} onClick={() => setOpen(true)}>
        {t("exp.ask")}
      </ReasonButton>
      {open ? <Ask a={a} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

interface Entry {
  cameras: string[];
  from: string;
  to: string;
}

/** Never more than was granted: the server holds it against the permission. */
function Ask({ a, onClose }: { a: Application; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const granted = a.ruling?.cameraIds ?? [];
  const points = a.points.filter((p) => granted.includes(p.cameraId));
  const end = Math.min(Date.parse(a.ruling?.to ?? a.to), Date.now());
  const initial: Entry = { cameras: points.map((p) => p.cameraId), from: localInput(Date.parse(a.ruling?.from ?? a.from)), to: localInput(end) };
  const save = (e: Entry): Promise<Export> => sendExport.ask({ applicationId: a.id, cameraIds: e.cameras, from: wire(parseLocal(e.from)), to: wire(parseLocal(e.to)) });
  const need = (label: string) => ({ required: true, message: t("field.required", { label }) });
  return (
    <FormDialog<Entry, Export> title={t("exp.ask")} initial={initial} save={save} touches={["exports"]} said={t("exp.asked")} onClose={onClose} onSaved={(e) => void navigate(paths.exportOf(e.id))}>
      <p className="faint">{t("exp.lead")}</p>
      <Form.Item name="cameras" label={t("exp.cameras")} rules={[need(t("exp.cameras"))]}>
        <Select mode="multiple" options={points.map((p) => ({ value: p.cameraId, label: p.name }))} />
      </Form.Item>
      <Form.Item name="from" label={t("export.from")} rules={[need(t("export.from"))]}>
        <Input type="datetime-local" step={1} />
      </Form.Item>
      <Form.Item name="to" label={t("export.to")} rules={[need(t("export.to"))]}>
        <Input type="datetime-local" step={1} />
      </Form.Item>
    </FormDialog>
  );
}
