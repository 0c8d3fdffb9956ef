// Provisional until api/openapi.json is there; then generated.
export interface components {
  schemas: {
    SetupView: {
      claimed: boolean;
      practice: boolean;
      lawDaySeconds: number;
      version: string;
      name: string;
    };
    AccountView: {
      id: string;
      etag: string;
      login: string;
      name: string;
      disabled: boolean;
      mustChangePassword: boolean;
      lastLogin?: string;
      roles: components["schemas"]["RoleView"][];
      can: { [key: string]: string };
    };
    RoleView: {
      role: "administrator" | "watch" | "commissioning" | "auditor";
      placeIds: string[];
      cameraIds: string[];
      until?: string;
      export: boolean;
    };
    MeView: {
      account: components["schemas"]["AccountView"];
      sessionId: string;
      expiresAt: string;
      idleAt: string;
      can: { [key: string]: string };
    };
    SessionView: {
      id: string;
      accountId: string;
      login: string;
      remote: string;
      agent: string;
      createdAt: string;
      lastSeenAt: string;
      current: boolean;
    };
    PlaceView: {
      id: string;
      etag: string;
      parentId?: string;
      name: string;
      kind: string;
      address: string;
      can: { [key: string]: string };
    };
    SystemView: {
      id: string;
      etag: string;
      name: string;
      placeId: string;
      state: string;
      stateSince: string;
      trialUntil?: string;
      category: string;
      publicClass: string;
      keyTarget: boolean;
      keySecurityUnit: boolean;
      noDutyReason: string;
      floorDays: number;
      floorArticle: string;
      can: { [key: string]: string };
    };
    RoomUseView: {
      code: string;
      zh: string;
      en: string;
      forbidden: boolean;
      article: string;
      textZh: string;
      textEn: string;
    };
    SourceView: {
      kind: "gb28181" | "rtsp" | "none";
      deviceId?: string;
      channelId?: string;
      channelCode?: string;
      stream?: "main" | "sub";
      url?: string;
      user?: string;
      password?: string;
      hasPassword: boolean;
      transport?: "auto" | "udp" | "tcp" | "tcp-passive" | "tcp-active";
    };
    LiveView: {
      state: "recording" | "live" | "connecting" | "waiting" | "offline" | "disabled" | "idle";
      code: string;
      since?: string;
      durableTo?: string;
      codec: string;
      width: number;
      height: number;
      bitrate: number;
      fps: number;
    };
    CameraView: {
      id: string;
      etag: string;
      name: string;
      code?: string;
      roomUse: string;
      systemId: string;
      placeId: string;
      enabled: boolean;
      record: boolean;
      main: components["schemas"]["SourceView"];
      sub: components["schemas"]["SourceView"];
      floorDays: number;
      live: components["schemas"]["LiveView"];
      can: { [key: string]: string };
    };
    TreeView: {
      places: components["schemas"]["PlaceView"][];
      systems: components["schemas"]["SystemView"][];
      cameras: components["schemas"]["TreeCamera"][];
    };
    TreeCamera: {
      id: string;
      name: string;
      systemId: string;
      placeId: string;
      hasSub: boolean;
      live: components["schemas"]["LiveView"];
      can: { [key: string]: string };
    };
    FindingView: {
      id: string;
      kind: string;
      article: string;
      placeId?: string;
      cameraId?: string;
      roomUse?: string;
      note: string;
      finder: string;
      at: string;
      closedAt?: string;
    };
    DeviceView: {
      id: string;
      etag: string;
      code: string;
      name: string;
      state: "registered" | "offline" | "discovered" | "never";
      manufacturer: string;
      model: string;
      firmware: string;
      agent: string;
      version: string;
      address: string;
      transport: string;
      registeredAt?: string;
      expiresAt?: string;
      lastSeenAt?: string;
      lastError: string;
      lastErrorAt?: string;
      channels: number;
      catalogPartial: boolean;
      options: components["schemas"]["DeviceOptions"];
      can: { [key: string]: string };
    };
    DeviceOptions: {
      user: string;
      password?: string;
      hasPassword: boolean;
      digest: "md5" | "md5-qop" | "sha256" | "sm3";
      media: "tcp-passive" | "udp" | "tcp-active";
      dialect: "streamnumber" | "streamprofile" | "stream" | "streammode" | "none";
      charset: "auto" | "gb18030" | "utf-8";
      noDate: boolean;
      keepaliveSeconds: number;
      keepaliveMisses: number;
      advertise: string;
    };
    ChannelView: {
      id: string;
      code: string;
      name: string;
      type: string;
      playable: boolean;
      online: boolean;
      parent: string;
      cameraId?: string;
      seenAt: string;
      can: { [key: string]: string };
    };
    RefusalView: {
      at: string;
      code: string;
      address: string;
      agent: string;
      reason: string;
      count: number;
    };
    RunView: {
      from: string;
      to: string;
      going: boolean;
    };
    GapView: {
      from: string;
      to?: string;
      cause: string;
    };
    TimelineView: {
      cameraId: string;
      from: string;
      to: string;
      runs: components["schemas"]["RunView"][];
      gaps: components["schemas"]["GapView"][];
      first?: string;
      durableTo?: string;
      floorFrom?: string;
      merged: boolean;
    };
    AttemptView: {
      at: string;
      role: "main" | "sub";
      endedAt?: string;
      diagnosis: string;
      params: { [key: string]: string };
      steps: components["schemas"]["StepView"][];
      offered: string;
      answered: string;
      packets: { [key: string]: number };
      codec: string;
    };
    StepView: {
      at: string;
      name: string;
      text: string;
      fault: boolean;
    };
    DiagnosisView: {
      code: string;
      zh: string;
      en: string;
      nextZh: string;
      nextEn: string;
    };
    AuditView: {
      id: string;
      seq: number;
      at: string;
      accountId?: string;
      name: string;
      remote: string;
      act: string;
      objectKind: string;
      objectId: string;
      cameraIds: string[];
      outcome: "granted" | "refused";
      article: string;
      reason: string;
      details: { [key: string]: string };
    };
    StatusView: {
      now: string;
      startedAt: string;
      version: string;
      volumes: components["schemas"]["VolumeView"][];
      recording: number;
      wanted: number;
      viewers: number;
      durableLagSeconds: number;
      spillBytes: number;
      spillMaxBytes: number;
      picture: string;
      incidents: components["schemas"]["IncidentView"][];
      features: { [key: string]: boolean };
    };
    VolumeView: {
      path: string;
      sizeBytes: number;
      usedBytes: number;
      state: "good" | "quarantined" | "missing" | "full";
      directIO: boolean;
    };
    IncidentView: {
      code: string;
      since: string;
      params: { [key: string]: string };
    };
    SettingView: {
      key: string;
      value: string;
      changedAt?: string;
      changedBy: string;
      zh: string;
      en: string;
    };
  };
}
type Json<B> = { content: { "application/json": B } };
type None = { content?: never };
export type Page<T> = { items: T[]; next: string };
export interface paths {
  "/api/v1/setup": {
    get: {  responses: { 200: Json<components["schemas"]["SetupView"]> } };
  };
  "/api/v1/claim": {
    post: { requestBody: Json<{ token: string; login: string; name: string; password: string }>; responses: { 200: Json<components["schemas"]["MeView"]> } };
  };
  "/api/v1/session": {
    get: {  responses: { 200: Json<components["schemas"]["MeView"]> } };
    post: { requestBody: Json<{ login: string; password: string }>; responses: { 200: Json<components["schemas"]["MeView"]> } };
    delete: {  responses: { 200: None } };
  };
  "/api/v1/session/password": {
    post: { requestBody: Json<{ old: string; new: string }>; responses: { 200: None } };
  };
}
