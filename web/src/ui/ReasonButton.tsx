import { Button, Tooltip, type ButtonProps } from "antd";
import { Because } from "./ArticleRef";

/**
 * A button that, when it may not be used, stays in sight, disabled, and says
 * why; the text of the clause the reason rests on is within reach.
 */
export function ReasonButton({ why, article = "", ...rest }: ButtonProps & { why: string; article?: string }) {
  return (
    <Tooltip title={why === "" ? "" : <Because line={why} article={article} />}>
      <Button {...rest} disabled={why !== "" || rest.disabled} />
    </Tooltip>
  );
}
