// The views that a camera's device keeps under numbers.
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber, Popconfirm, Popover, Select } from "antd";
import { useState } from "react";
import { usePresets, type Command } from "../api/control";
import { FailureWords } from "../ui/ArticleRef";
import { useWords } from "../words";

interface Props {
  camera: string;
  active: boolean;
  send: (c: Command) => void;
}

/** How long a device takes to keep or drop a view before it is asked again. */
const KEEPS = 800;

export function PresetRow({ camera, active, send }: Props) {
  const { t } = useWords();
  const client = useQueryClient();
  const presets = usePresets(camera, true);
  const [chosen, setChosen] = useState<number | null>(null);
  const alter = (c: Command): void => {
    send(c);
    setTimeout(() => void client.invalidateQueries({ queryKey: ["control", camera, "presets"] }), KEEPS);
  };
  const items = presets.data?.items ?? [];
  return (
    <>
      <div className="controlrow">
        <Select
          size="small"
          className="spring"
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("ctl.presets")}
          placeholder={t("ctl.presets")}
          loading={presets.isFetching}
          notFoundContent={presets.isFetching ? null : t("ctl.noPresets")}
          value={chosen}
          options={items.map((p) => ({ value: p.number, label: `${p.number} ${p.name}` }))}
          onChange={(n: number) => {
            setChosen(n);
            send({ verb: "preset-call", number: n });
          }}
          disabled={!active}
        />
        <Button size="small" disabled={!active || chosen === null} onClick={() => chosen !== null && send({ verb: "preset-call", number: chosen })}>
          {t("ctl.call")}
        </Button>
        <SetPreset active={active} taken={items.map((p) => p.number)} onSet={(number, name) => alter({ verb: "preset-set", number, name })} />
        <Popconfirm
          title={t("ctl.deleteAsk", { n: chosen ?? 0 })}
          okText={t("ctl.delete")}
          cancelText={t("act.cancel")}
          disabled={!active || chosen === null}
          onConfirm={() => {
            if (chosen !== null) alter({ verb: "preset-delete", number: chosen });
            setChosen(null);
          }}
        >
          <Button size="small" danger disabled={!active || chosen === null}>
            {t("ctl.delete")}
          </Button>
        </Popconfirm>
      </div>
      {presets.isError ? (
        <p className="faint">
          <FailureWords error={presets.error} />
        </p>
      ) : null}
      {presets.data?.partial ? <p className="faint">{t("ctl.partial")}</p> : null}
    </>
  );
}

/** Keeps the present view under a number, the first free one by default. */
function SetPreset({ active, taken, onSet }: { active: boolean; taken: readonly number[]; onSet: (n: number, name: string) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [number, setNumber] = useState(1);
  const [name, setName] = useState("");
  const show = (on: boolean): void => {
    setOpen(on && active);
    let free = 1;
    while (taken.includes(free) && free < 255) free += 1;
    setNumber(free);
    setName("");
  };
  return (
    <Popover
      open={open}
      onOpenChange={show}
      trigger="click"
      title={t("ctl.setTitle")}
      content={
        <div className="controlset" onPointerDown={(e) => e.stopPropagation()}>
          <InputNumber size="small" min={1} max={255} value={number} aria-label={t("ctl.number")} onChange={(n) => setNumber(n ?? 1)} />
          <Input size="small" maxLength={30} value={name} placeholder={t("ctl.name")} aria-label={t("ctl.name")} onChange={(e) => setName(e.target.value)} />
          <Button
            size="small"
            type="primary"
            onClick={() => {
              onSet(number, name.trim());
              setOpen(false);
            }}
          >
            {t("ctl.set")}
          </Button>
        </div>
      }
    >
      <Button size="small" disabled={!active}>
        {t("ctl.set")}
      </Button>
    </Popover>
  );
}
