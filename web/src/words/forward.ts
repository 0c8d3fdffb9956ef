export const forward = {
  "act.forward.make": ["转发实时图像", "Forwarded live pictures"],
  "act.forward.open": ["打开转发的图像", "Opened what was forwarded"],
  "act.forward.end": ["收回转发", "Took a forwarding back"],
} as const satisfies Record<string, readonly [string, string]>;
