import { PlusOutlined } from "@ant-design/icons";
import { Input, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { useAdvice } from "../../api/diagnosis";
import type { Camera } from "../../api/model";
import { useCameras, usePlaces, useRoomUses, useSystems } from "../../api/queries";
import { useSession } from "../../api/session";
import { CameraForm } from "../../forms/CameraForm";
import { LiveMark } from "../../ui/CameraTree";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { bitrate } from "../../util/bytes";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const filter = { q: query.get("q") ?? undefined, place: query.get("place") ?? undefined };
  const cameras = useCameras(filter);
  const places = usePlaces();
  const [form, setForm] = useState<Camera | "new" | null>(null);
  const columns = useColumns(setForm);
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
  const create = (
    <ReasonButton {...barred(can, "register.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>
      {t("reg.newCamera")}
    </ReasonButton>
  );
  return (
    <Page
      title={t("reg.cameras")}
      lead={
        <>
          <Input.Search type="search" allowClear defaultValue={filter.q} placeholder={t("tree.search")} aria-label={t("tree.search")} onSearch={(q) => set("q", q)} style={{ width: 240 }} />
          <Select
            allowClear
            aria-label={t("reg.place")}
            placeholder={t("reg.place")}
            value={filter.place}
            options={(places.data ?? []).map((p) => ({ value: p.id, label: p.name }))}
            onChange={(p?: string) => set("place", p)}
            style={{ width: 180 }}
          />
        </>
      }
      acts={create}
    >
      <ListTable query={cameras} columns={columns} rowKey={(c) => c.id} label={t("reg.cameras")} empty={t("reg.cameraEmpty")} />
      {form === null ? null : <CameraForm camera={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function NameCell({ camera: c }: { camera: Camera }) {
  const { t } = useWords();
  return (
    <>
      <Link to={paths.camera(c.id)}>{c.name}</Link>
      {c.code ? <div className="faint num">{c.code}</div> : null}
      {c.simulated ? <div className="faint">{t("reg.simulated")}</div> : null}
      {c.tryUntil ? <div className="faint num">{t("reg.tryUntil", { time: dateTime(c.tryUntil) })}</div> : null}
    </>
  );
}

function useColumns(edit: (camera: Camera) => void): TableColumnsType<Camera> {
  const { t, language } = useWords();
  const { can } = useSession();
  const navigate = useNavigate();
  const advice = useAdvice();
  const uses = useRoomUses();
  const places = usePlaces();
  const systems = useSystems();
  const nameOf = (list: readonly { id: string; name: string }[] | undefined, id: string): string => list?.find((x) => x.id === id)?.name ?? "—";
  return [
    { title: t("field.name"), key: "name", fixed: "start", render: (_v, c) => <NameCell camera={c} /> },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, c) => (
        <>
          <LiveMark state={c.live.state} />
          {c.live.code ? <div className="faint">{advice(c.live.code).text}</div> : null}
        </>
      ),
    },
    { title: t("reg.place"), key: "place", render: (_v, c) => nameOf(places.data, c.placeId) },
    { title: t("reg.system"), key: "system", render: (_v, c) => nameOf(systems.data, c.systemId) },
    {
      title: t("reg.roomUse"),
      key: "use",
      render: (_v, c) => {
        const u = uses.data?.find((x) => x.code === c.roomUse);
        return u ? (language === "zh" ? u.zh : u.en) : c.roomUse;
      },
    },
    {
      title: t("cam.facts"),
      key: "picture",
      className: "num",
      render: (_v, c) => (c.live.width > 0 ? `${c.live.codec} ${c.live.width}×${c.live.height} ${bitrate(c.live.bitrate)}` : "—"),
    },
    { title: t("cam.floor"), key: "floor", className: "num", render: (_v, c) => t("cam.floorDays", { n: c.floorDays }) },
    { title: t("cam.durable"), key: "durable", className: "num", render: (_v, c) => dateTime(c.live.durableTo) },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, c) => (
        <>
          <ReasonButton size="small" type="link" {...barred(c.can, "change")} onClick={() => edit(c)}>
            {t("act.edit")}
          </ReasonButton>
          <ReasonButton size="small" type="link" {...barred(can, "device.read")} onClick={() => void navigate(paths.doctor(c.id))}>
            {t("cam.doctor")}
          </ReasonButton>
        </>
      ),
    },
  ];
}
