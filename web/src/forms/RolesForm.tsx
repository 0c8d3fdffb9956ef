// Which roles a person holds, and over what.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Alert, App, Button, Form, Input, Select } from "antd";
import type { Account, Role } from "../api/model";
import { usePlaces, useTree } from "../api/queries";
import { send } from "../api/send";
import { ROLES } from "../panels/manage/roles";
import { localInput, parseLocal, wire } from "../util/time";
import { useWords } from "../words";
import { FormDialog } from "./FormDialog";
import { OrganisationField } from "./units";

/** What a role may be held over; the others are over the house. The function is the one a unit must have. */
const OVER: Readonly<Record<string, { place?: boolean; camera?: boolean; fn?: string }>> = {
  "watch-keeper": { place: true, camera: true },
  "copy-officer": { place: true, camera: true },
  "forward-officer": { place: true, camera: true },
  commissioning: { place: true, camera: true },
  supervisor: { place: true, fn: "supervisor" },
  department: { fn: "department" },
  "site-operator": { fn: "site-operator" },
};

interface Row extends Omit<Role, "until"> {
  /** Text of a local date-time field. */
  until: string;
}

interface Entry {
  roles: Row[];
  reason: string;
}

const NEW: Row = { role: "watch-keeper", until: "" };

export function RolesForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const rows: Row[] = account.roles.map((r) => ({ ...r, until: r.until ? localInput(Date.parse(r.until)) : "" }));
  const { message } = App.useApp();
  const save = ({ roles, reason }: Entry) =>
    send.setRoles(
      account,
      roles.map(({ until, from: _from, reason: _reason, ...r }) => ({ ...r, ...(until === "" ? {} : { until: wire(parseLocal(until)) }) })),
      reason.trim(),
    );
  return (
    <FormDialog<Entry, Account>
      title={`${t("acc.editRoles")} · ${account.name}`}
      initial={{ roles: rows }}
      save={save}
      touches={["accounts", "right-changes", "right-reviews"]}
      onClose={onClose}
      said=""
      onSaved={(a) => void message.success(t(a.changeId ? "rights.sent" : "state.saved"), a.changeId ? 6 : 3)}
    >
      <Alert type="info" showIcon title={t("acc.separate")} />
      <Form.List name="roles">
        {(fields, { add, remove }) => (
          <>
            {fields.map((f) => (
              <RoleRow key={f.key} at={f.name} remove={() => remove(f.name)} />
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add(NEW)} block>
              {t("acc.addRole")}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="reason" label={t("acc.reason")} rules={[{ required: true, whitespace: true, message: t("field.required", { label: t("acc.reason") }) }]} style={{ marginTop: 16 }}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}

function RoleRow({ at, remove }: { at: number; remove: () => void }) {
  const { t } = useWords();
  const places = usePlaces();
  const tree = useTree();
  return (
    <fieldset>
      <div className="inline">
        <Form.Item name={[at, "role"]} label={t("acc.role")}>
          <Select options={ROLES.map((r) => ({ value: r, label: t(`role.${r}`), title: t(`role.${r}.note`) }))} style={{ minWidth: 170 }} />
        </Form.Item>
        <Form.Item name={[at, "until"]} label={t("acc.until")}>
          <Input type="datetime-local" />
        </Form.Item>
        <Button type="text" danger icon={<DeleteOutlined />} aria-label={t("act.delete")} onClick={remove} />
      </div>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => {
          const role: unknown = getFieldValue(["roles", at, "role"]);
          const over = typeof role === "string" ? OVER[role] : undefined;
          if (over === undefined) return null;
          return (
            <div className="inline">
              {over.place ? (
                <Form.Item name={[at, "placeId"]} label={t("acc.place")}>
                  <Select allowClear placeholder={t("acc.everywhere")} options={(places.data ?? []).map((p) => ({ value: p.id, label: p.name }))} style={{ minWidth: 220 }} />
                </Form.Item>
              ) : null}
              {over.camera ? (
                <Form.Item name={[at, "cameraId"]} label={t("acc.camera")}>
                  <Select allowClear placeholder={t("acc.everywhere")} options={(tree.data?.cameras ?? []).map((c) => ({ value: c.id, label: c.name }))} style={{ minWidth: 220 }} />
                </Form.Item>
              ) : null}
              <OrganisationField name={[at, "organisationId"]} label={t("acc.organisation")} fn={over.fn} required={over.place !== true} extra={t("acc.organisationHelp")} />
            </div>
          );
        }}
      </Form.Item>
    </fieldset>
  );
}
