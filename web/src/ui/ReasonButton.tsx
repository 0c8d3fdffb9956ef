import { Button, Tooltip, type ButtonProps } from "antd";

/** A button that, when it may not be used, stays in sight, disabled, and says why. */
export function ReasonButton({ why, ...rest }: ButtonProps & { why: string }) {
  return (
    <Tooltip title={why}>
      <Button {...rest} disabled={why !== "" || rest.disabled} />
    </Tooltip>
  );
}
