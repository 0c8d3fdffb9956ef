// Everything the pages change, one function each. `If-Match` carries the etag
// of the object as it was read, so that nobody's change is overwritten unseen.
import { api, body } from "./client";
import type { CameraBody, DeviceBody, DeviceOptions, PlaceBody, Role, SystemBody } from "./model";
import type { components } from "./types";

interface Known {
  id: string;
  etag: string;
}

const match = (of: Known) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const send = {
  askCatalog: (id: string) => body(api.POST("/api/v1/devices/{id}/catalog", { params: { path: { id } } })),
  makeDevice: (device: DeviceBody) => body(api.POST("/api/v1/devices", { body: device })),
  changeDevice: (of: Known, name: string, options: DeviceOptions) => body(api.PATCH("/api/v1/devices/{id}", { ...match(of), body: { name, options } })),
  dismissDevice: (of: Known) => api.DELETE("/api/v1/devices/{id}", match(of)),
  admitChannel: (id: string, as: components["schemas"]["AdmitInBody"]) =>
    body(api.POST("/api/v1/channels/{id}/admit", { params: { path: { id } }, body: as })),
  makeCamera: (camera: CameraBody) => body(api.POST("/api/v1/cameras", { body: camera })),
  changeCamera: (of: Known, camera: CameraBody) => body(api.PATCH("/api/v1/cameras/{id}", { ...match(of), body: camera })),
  makePlace: (place: PlaceBody) => body(api.POST("/api/v1/places", { body: place })),
  changePlace: (of: Known, place: PlaceBody) => body(api.PATCH("/api/v1/places/{id}", { ...match(of), body: place })),
  makeSystem: (system: SystemBody) => body(api.POST("/api/v1/systems", { body: system })),
  changeSystem: (of: Known, system: SystemBody) => body(api.PATCH("/api/v1/systems/{id}", { ...match(of), body: system })),
  makeAccount: (login: string, name: string) => body(api.POST("/api/v1/accounts", { body: { login, name } })),
  changeAccount: (of: Known, change: components["schemas"]["AccountPatchBody"]) =>
    body(api.PATCH("/api/v1/accounts/{id}", { ...match(of), body: change })),
  setRoles: (of: Known, roles: Role[], reason: string) => body(api.PUT("/api/v1/accounts/{id}/roles", { ...match(of), body: { roles, reason } })),
  resetAccount: (id: string) => body(api.POST("/api/v1/accounts/{id}/reset", { params: { path: { id } } })),
  resetFactor: (id: string) => body(api.POST("/api/v1/accounts/{id}/factor-reset", { params: { path: { id } } })),
  endSession: (id: string) => api.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } }),
  changeSetting: (key: string, value: string) => body(api.PUT("/api/v1/settings/{key}", { params: { path: { key } }, body: { value } })),
};
