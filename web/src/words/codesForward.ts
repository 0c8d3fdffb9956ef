// Sentences for the codes of forwarding live pictures.
export const forwardCodes = {
  "forward.camera": ["只能转发本人正在监看的摄像机", "Only cameras that you are watching can be forwarded"],
  "forward.cameras": ["请选择 1 至 64 台摄像机", "Choose 1 to 64 cameras"],
  "forward.ended": ["转发已被收回", "The forwarding was taken back"],
  "forward.live-only": ["只能转发实时图像，历史图像不得转发", "Only live pictures are forwarded, nothing of the past"],
  "forward.minutes": ["转发期限为 1 至 {{most}} 分钟", "A forwarding runs 1 to {{most}} minutes"],
  "forward.none": ["找不到该转发", "No such forwarding"],
  "forward.not-yours": ["转发由转发人或者管理该系统的人员收回，图像只对登记的接收人打开", "It is taken back by whoever forwarded it or manages the system, and opens to its recipient only"],
  "forward.over": ["转发已结束", "The forwarding is over"],
  "forward.recipient": ["没有登录名为 {{login}} 的账号", "No account goes by {{login}}"],
  "forward.self": ["不能转发给自己", "Nothing is forwarded to oneself"],
  "forward.words": ["事由过长", "The purpose is too long"],
  "official.forward-view": ["申请转发实时图像的，须同时申请查阅图像", "To have live pictures forwarded, ask to view as well"],
} as const satisfies Record<string, readonly [string, string]>;
