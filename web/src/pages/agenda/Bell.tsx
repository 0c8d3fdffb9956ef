// The bell in the header: how many notices are unread.
import { BellOutlined } from "@ant-design/icons";
import { Badge, Button, Tooltip } from "antd";
import { useNavigate } from "react-router";
import { useUnread } from "../../api/agenda";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

export function Bell() {
  const { t } = useWords();
  const navigate = useNavigate();
  const unread = useUnread();
  const n = unread.data ?? 0;
  return (
    <Tooltip title={t("inbox.title")}>
      <Badge count={n} size="small" overflowCount={99} offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t("inbox.bell", { n })} onClick={() => void navigate(paths.notices())} />
      </Badge>
    </Tooltip>
  );
}
