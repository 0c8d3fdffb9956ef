// The systems, each with the way to its archive (W168/16).
import { Table } from "antd";
import { Link } from "react-router";
import { usePlaces, useSystems } from "../../api/queries";
import { Page } from "../../ui/Page";
import { Loaded, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const systems = useSystems();
  const places = usePlaces();
  return (
    <Page title={t("nav.binders")}>
      <Loaded query={systems}>
        {(list) =>
          list.length === 0 ? (
            <Nothing text={t("reg.systemEmpty")} />
          ) : (
            <Table
              size="small"
              aria-label={t("nav.binders")}
              rowKey={(s) => s.id}
              dataSource={list}
              pagination={list.length > 50 ? { pageSize: 50 } : false}
              columns={[
                { title: t("reg.system"), key: "name", render: (_v, s) => <Link to={paths.binder(s.id)}>{s.name}</Link> },
                { title: t("reg.place"), key: "place", render: (_v, s) => places.data?.find((p) => p.id === s.placeId)?.name ?? "—" },
                { title: t("field.state"), key: "state", render: (_v, s) => coded(t, "sys.", s.state) },
              ]}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
