// Where the person of an account stands in the registers: the unit, and who
// among its people.
import { Form, Input, Select } from "antd";
import type { Account } from "../api/model";
import { send } from "../api/send";
import { usePeople } from "../api/units";
import { localInput, parseLocal, wire } from "../util/time";
import { useWords } from "../words";
import { FormDialog } from "./FormDialog";
import { OrganisationField } from "./units";

interface Entry {
  name: string;
  organisationId?: string;
  personId?: string;
  endsAt?: string;
}

export function AccountTieForm({ account: a, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const save = (v: Entry) => send.changeAccount(a, { of: { ...(v.organisationId ? { organisationId: v.organisationId } : {}), ...(v.organisationId && v.personId ? { personId: v.personId } : {}) }, endsAt: v.endsAt ? wire(parseLocal(v.endsAt)) : "" });
  return (
    <FormDialog<Entry> title={`${t("acc.tie")} · ${a.name}`} initial={{ organisationId: a.organisationId, personId: a.personId, endsAt: a.endsAt ? localInput(Date.parse(a.endsAt)) : "" }} save={save} touches={["accounts", "session"]} onClose={onClose}>
      <p className="faint">{t("acc.tieHelp")}</p>
      <OrganisationField name="organisationId" label={t("acc.organisation")} />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => {
          const unit: unknown = getFieldValue("organisationId");
          return typeof unit === "string" && unit !== "" ? <PersonField unit={unit} /> : null;
        }}
      </Form.Item>
      <Form.Item name="endsAt" label={t("acc.ends.field")} extra={t("acc.ends.help")}>
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}

function PersonField({ unit }: { unit: string }) {
  const { t } = useWords();
  const people = usePeople({ organisation: unit });
  const list = (people.data?.pages ?? []).flatMap((p) => p.items);
  return (
    <Form.Item name="personId" label={t("acc.person")} extra={t("acc.personHelp")}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        loading={people.isPending}
        options={list.map((p) => ({ value: p.id, label: [p.name, p.post].filter((x) => x).join(" · ") }))}
        notFoundContent={t("person.empty")}
      />
    </Form.Item>
  );
}
