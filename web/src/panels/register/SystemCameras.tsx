// The cameras of a system.
import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { Camera } from "../../api/model";
import { useCameras } from "../../api/queries";
import { LiveMark } from "../../ui/CameraTree";
import { ListTable } from "../../ui/ListTable";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

export function SystemCameras({ system }: { system: string }) {
  const { t } = useWords();
  const cameras = useCameras({ system });
  const columns: TableColumnsType<Camera> = [
    { title: t("field.name"), key: "name", render: (_v, c) => <Link to={paths.camera(c.id)}>{c.name}</Link> },
    { title: t("field.state"), key: "state", render: (_v, c) => <LiveMark state={c.live.state} /> },
    { title: t("cam.floor"), key: "floor", className: "num", render: (_v, c) => t("cam.floorDays", { n: c.floorDays }) },
  ];
  return <ListTable query={cameras} columns={columns} rowKey={(c) => c.id} label={t("reg.cameras")} empty={t("reg.cameraEmpty")} />;
}
