// Moving cameras: who has a camera's control, commands, presets, homes.
import { useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type Control = Schemas["ControlView"];
export type Standing = Schemas["StandingView"];
export type Preset = Schemas["PresetView"];
export type Command = Schemas["CommandBody"];
export type HomeBody = Schemas["HomeBody"];

const at = (id: string) => ({ params: { path: { id } } });

export const sendControl = {
  take: (camera: string, b: Schemas["ControlBody"]) => body(api.POST("/api/v1/cameras/{id}/control", { ...at(camera), body: b })),
  command: (id: string, b: Command) => body(api.POST("/api/v1/controls/{id}/command", { ...at(id), body: b })),
  beat: (id: string) => body(api.POST("/api/v1/controls/{id}/beat", at(id))),
  lock: (id: string, on: boolean) => body(api.POST("/api/v1/controls/{id}/lock", { ...at(id), body: { on } })),
  stay: (id: string, minutes: number) => body(api.POST("/api/v1/controls/{id}/stay", { ...at(id), body: { minutes } })),
  /** Also as the page closes. */
  release: (id: string) => void api.DELETE("/api/v1/controls/{id}", { ...at(id), keepalive: true }).catch(() => undefined),
  setHome: (camera: string, etag: string, b: HomeBody) =>
    body(api.PUT("/api/v1/cameras/{id}/home", { params: { path: { id: camera }, header: etag === "" ? {} : { "If-Match": etag } }, body: b })),
  dropHome: (camera: string, etag: string) =>
    body(api.DELETE("/api/v1/cameras/{id}/home", { params: { path: { id: camera }, header: { "If-Match": etag } } })),
};

/** Who moves a camera, and where it belongs. Others move it too, so it is read again. */
export function useStanding(camera: string) {
  return useQuery({ queryKey: ["control", camera], queryFn: () => body(api.GET("/api/v1/cameras/{id}/control", at(camera))), refetchInterval: 5_000 });
}

/** What the camera's device says it keeps; asked for when somebody wants to see it. */
export function usePresets(camera: string, wanted: boolean) {
  return useQuery({
    queryKey: ["control", camera, "presets"],
    queryFn: () => body(api.GET("/api/v1/cameras/{id}/presets", at(camera))),
    enabled: wanted,
    staleTime: 60_000,
    retry: false,
  });
}
