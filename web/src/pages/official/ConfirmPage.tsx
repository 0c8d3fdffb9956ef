// Applications that name me as an officer: confirming by one's own account.
import type { TableColumnsType } from "antd";
import { whyNot } from "../../api/can";
import { sendOfficial, useConfirmations, type Confirmation } from "../../api/official";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const list = useConfirmations();
  const confirm = useChange({ run: (id: string) => sendOfficial.confirm(id), touches: ["official"] });
  const columns: TableColumnsType<Confirmation> = [
    { title: t("off.received"), key: "at", className: "num", render: (_v, c) => dateTime(c.createdAt) },
    { title: t("off.organ"), key: "organ", render: (_v, c) => c.organ },
    { title: t("off.matter"), key: "matter", render: (_v, c) => c.matter },
    { title: t("off.purpose"), key: "purpose", render: (_v, c) => c.purpose },
    { title: t("off.officers"), key: "officers", render: (_v, c) => c.officers.join("、") },
    { title: t("off.acts"), key: "acts", render: (_v, c) => c.acts.map((x) => coded(t, "off.act.", x)).join("、") },
    { title: t("off.span"), key: "span", className: "num", render: (_v, c) => `${dateTime(c.from)} – ${dateTime(c.to)}` },
    { title: t("off.state"), key: "state", render: (_v, c) => (c.confirmed ? t("off.confirmedAccount", { time: dateTime(c.confirmed.at) }) : coded(t, "off.state.", c.state)) },
    {
      title: "",
      key: "acts-of",
      render: (_v, c) => (
        <ReasonButton size="small" type="primary" why={whyNot(c.can, "confirm")} loading={confirm.isPending} onClick={() => confirm.mutate(c.id)}>
          {t("off.confirm")}
        </ReasonButton>
      ),
    },
  ];
  return (
    <Page title={t("off.mine")} lead={<span className="faint">{t("off.mineLead")}</span>}>
      <ListTable query={list} columns={columns} rowKey={(c) => c.id} label={t("off.mine")} empty={t("off.mineEmpty")} />
    </Page>
  );
}
