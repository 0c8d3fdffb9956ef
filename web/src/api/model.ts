// Short names for the generated schemas. Nothing is typed twice.
import type { components } from "./types";

type Schemas = components["schemas"];

export type Account = Schemas["AccountView"];
export type Role = Schemas["RoleView"];
export type Place = Schemas["PlaceView"];
export type VideoSystem = Schemas["SystemView"];
export type RoomUse = Schemas["RoomUseView"];
export type Camera = Schemas["CameraView"];
export type Source = Schemas["SourceView"];
export type Live = Schemas["LiveView"];
export type Tree = Schemas["TreeView"];
export type TreeCamera = Schemas["TreeCamera"];
export type Device = Schemas["DeviceView"];
export type DeviceOptions = Schemas["DeviceOptions"];
export type Channel = Schemas["ChannelView"];
export type Refusal = Schemas["RefusalView"];
export type Timeline = Schemas["TimelineView"];
export type Gap = Schemas["GapView"];
export type Run = Schemas["RunView"];
export type Attempt = Schemas["AttemptView"];
export type Diagnosis = Schemas["Diagnosis"];
export type AuditEvent = Schemas["AuditView"];
export type Status = Schemas["StatusView"];
export type Setting = Schemas["SettingView"];
export type LoginSession = Schemas["SessionView"];
export type Grant = Schemas["Grant"];
export type GrantBody = Schemas["GrantBody"];
export type CameraBody = Schemas["CameraBody"];
export type SystemBody = Schemas["SystemBody"];
export type PlaceBody = Schemas["PlaceBody"];
export type DeviceBody = Schemas["DeviceBody"];
