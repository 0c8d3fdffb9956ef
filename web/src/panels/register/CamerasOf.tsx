// The cameras of a system or of a place.
import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { Camera } from "../../api/model";
import { useCameras, useRoomUses } from "../../api/queries";
import { LiveMark } from "../../ui/CameraTree";
import { ListTable } from "../../ui/ListTable";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

export function CamerasOf({ of }: { of: { system?: string; place?: string } }) {
  const { t, language } = useWords();
  const cameras = useCameras(of);
  const uses = useRoomUses();
  const room = (code: string): string => {
    const u = uses.data?.find((x) => x.code === code);
    return u ? (language === "zh" ? u.zh : u.en) : code;
  };
  const columns: TableColumnsType<Camera> = [
    { title: t("field.name"), key: "name", render: (_v, c) => <Link to={paths.archiveOf(c.id)}>{c.name}</Link> },
    { title: t("field.state"), key: "state", render: (_v, c) => <LiveMark state={c.live.state} /> },
    { title: t("reg.roomUse"), key: "use", render: (_v, c) => room(c.roomUse) },
    { title: t("cam.floor"), key: "floor", className: "num", render: (_v, c) => t("cam.floorDays", { n: c.floorDays }) },
    { title: t("field.actions"), key: "acts", render: (_v, c) => <Link to={paths.camera(c.id)}>{t("arc.live")}</Link> },
  ];
  return <ListTable query={cameras} columns={columns} rowKey={(c) => c.id} label={t("reg.cameras")} empty={t("reg.cameraEmpty")} />;
}
