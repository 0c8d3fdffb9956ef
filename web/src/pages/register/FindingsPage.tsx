// What is not as the rules want it, whoever found it.
import { PlusOutlined } from "@ant-design/icons";
import { Segmented, Select, Tag } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { SOURCES, useFindingKinds, type FindingFilter } from "../../api/findings";
import { usePlaces, useSystems, useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { useOrganisation } from "../../api/units";
import { FindingForm } from "../../forms/FindingForms";
import { FindingList } from "../../panels/register/FindingList";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { coded, useWords } from "../../words";

/** What the address narrows the list to. */
function readFilter(q: URLSearchParams): FindingFilter {
  const of = (key: string) => q.get(key) ?? undefined;
  return { open: q.get("all") === "1" ? undefined : true, fault: of("fault"), source: of("source"), place: of("place"), system: of("system"), camera: of("camera"), organisation: of("organisation") };
}

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const [form, setForm] = useState(false);
  const filter = readFilter(query);
  const set = (key: string, value: string | undefined): void =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      title={t("find.title")}
      lead={<Filters filter={filter} set={set} />}
      acts={
        <ReasonButton {...barred(can, "finding.report")} type="primary" icon={<PlusOutlined />} onClick={() => setForm(true)}>
          {t("find.new")}
        </ReasonButton>
      }
    >
      <Narrowed filter={filter} set={set} />
      <FindingList filter={filter} />
      {form ? <FindingForm onClose={() => setForm(false)} /> : null}
    </Page>
  );
}

type Set = (key: string, value: string | undefined) => void;

function Filters({ filter, set }: { filter: FindingFilter; set: Set }) {
  const { t } = useWords();
  const kinds = useFindingKinds();
  const places = usePlaces();
  const pick = (key: "fault" | "source" | "place", label: string, options: { value: string; label: string }[]) => (
    <Select allowClear showSearch={{ optionFilterProp: "label" }} aria-label={label} placeholder={label} value={filter[key]} options={options} onChange={(v?: string) => set(key, v)} style={{ width: 180 }} />
  );
  return (
    <>
      <Segmented
        value={filter.open === undefined}
        aria-label={t("field.state")}
        options={[
          { value: false, label: t("find.open") },
          { value: true, label: t("find.all") },
        ]}
        onChange={(all) => set("all", all ? "1" : undefined)}
      />
      {pick("fault", t("find.kind"), (kinds.data ?? []).map((k) => ({ value: k.fault, label: coded(t, "find.kind.", k.fault) })))}
      {pick("source", t("find.source"), SOURCES.map((s) => ({ value: s, label: coded(t, "find.source.", s) })))}
      {pick("place", t("reg.place"), (places.data ?? []).map((p) => ({ value: p.id, label: p.name })))}
    </>
  );
}

/** What a link from elsewhere narrowed the list to; it can be taken off. */
function Narrowed({ filter, set }: { filter: FindingFilter; set: Set }) {
  const { t } = useWords();
  const systems = useSystems();
  const tree = useTree();
  const unit = useOrganisation(filter.organisation ?? "");
  const to: [string, string | undefined][] = [];
  if (filter.system) to.push(["system", systems.data?.find((s) => s.id === filter.system)?.name]);
  if (filter.camera) to.push(["camera", tree.data?.cameras.find((c) => c.id === filter.camera)?.name]);
  if (filter.organisation) to.push(["organisation", unit.data?.name]);
  if (to.length === 0) return null;
  return (
    <div>
      {to.map(([key, name]) => (
        <Tag key={key} closable onClose={() => set(key, undefined)}>
          {t("find.narrowed", { name: name ?? "…" })}
        </Tag>
      ))}
    </div>
  );
}
