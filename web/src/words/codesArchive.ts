// Sentences for the codes of the camera archive's pictures.
export const archiveCodes = {
  "archive.picture-type": ["“{{name}}”不是图片，请上传 JPG、PNG 或 WebP", "“{{name}}” is no picture; bring a JPG, PNG or WebP"],
  "archive.picture-open": ["“{{name}}”须作为基础信息上传，查阅留痕", "“{{name}}” must be brought in as confidential, so that each reading is on record"],
  "archive.picture-reason": ["取下照片须写明原因", "Say why pictures are taken off"],
  "attachment.bound": ["此附件随档案记录增减，请在其档案页办理", "This file comes and goes with its record; change it on that page"],
} as const satisfies Record<string, readonly [string, string]>;
