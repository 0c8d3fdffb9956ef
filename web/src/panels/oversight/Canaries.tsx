// Cameras that nobody has a reason to open.
import { App, Input, Modal, Select, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { oversight, useCanaries, useCandidates, type Canary } from "../../api/oversight";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Canaries() {
  const { t } = useWords();
  const { modal } = App.useApp();
  const [adding, setAdding] = useState(false);
  const canaries = useCanaries();
  const drop = useChange({ run: oversight.dropCanary, touches: ["oversight"] });
  const columns: TableColumnsType<Canary> = [
    { title: t("over.cameras"), dataIndex: "name" },
    { title: t("over.canaryNote"), dataIndex: "note" },
    { title: t("over.setBy"), dataIndex: "by" },
    { title: t("over.at"), key: "at", className: "num", render: (_v, c) => dateTime(c.at) },
    {
      title: t("field.actions"),
      key: "acts",
      fixed: "end",
      render: (_v, c) => (
        <ReasonButton
          size="small"
          type="link"
          danger
          why=""
          onClick={() =>
            void modal.confirm({ title: t("over.dropCanary"), content: t("over.dropSure"), okText: t("over.dropCanary"), cancelText: t("act.cancel"), onOk: () => drop.mutateAsync(c.cameraId) })
          }
        >
          {t("over.dropCanary")}
        </ReasonButton>
      ),
    },
  ];
  return (
    <>
      <p className="faint">{t("over.canaryLead")}</p>
      <ReasonButton why="" type="primary" onClick={() => setAdding(true)}>
        {t("over.addCanary")}
      </ReasonButton>
      <Loaded query={canaries}>
        {(all) =>
          all.length === 0 ? (
            <Nothing text={t("over.noCanaries")} />
          ) : (
            <Table<Canary> aria-label={t("over.canaries")} size="small" columns={columns} dataSource={all} rowKey={(c) => c.cameraId} pagination={false} scroll={{ x: "max-content" }} />
          )
        }
      </Loaded>
      {adding ? <AddCanary onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function AddCanary({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [q, setQ] = useState("");
  const [id, setId] = useState<string | undefined>(undefined);
  const [note, setNote] = useState("");
  const found = useCandidates(q);
  const add = useChange({ run: oversight.setCanary, touches: ["oversight"], said: t("over.canarySet"), done: onClose });
  return (
    <Modal
      open
      title={t("over.addCanary")}
      okText={t("over.addCanary")}
      cancelText={t("act.cancel")}
      okButtonProps={{ disabled: id === undefined }}
      confirmLoading={add.isPending}
      onOk={() => {
        if (id !== undefined) add.mutate({ id, note });
      }}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <label>
        {t("over.cameras")}
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          aria-label={t("over.cameras")}
          loading={found.isFetching}
          value={id}
          options={(found.data ?? []).map((c) => ({ value: c.id, label: c.name }))}
          onChange={(v: string) => setId(v)}
          style={{ width: "100%" }}
        />
      </label>
      <label>
        {t("over.canaryNote")}
        <Input maxLength={200} value={note} onChange={(e) => setNote(e.target.value)} />
      </label>
    </Modal>
  );
}
