package api

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/video/ingest/doctor"
)

// DeviceView is a GB/T 28181 peer.
type DeviceView struct {
	ID           shiheng.DeviceID `json:"id" format:"uuid"`
	ETag         string           `json:"etag"`
	Code         string           `json:"code" doc:"20 digits"`
	Name         string           `json:"name"`
	State        string           `json:"state" enum:"registered,offline,discovered"`
	Admitted     bool             `json:"admitted" doc:"May register; others are only listed"`
	Simulated    bool             `json:"simulated"`
	Manufacturer string           `json:"manufacturer"`
	Model        string           `json:"model"`
	Firmware     string           `json:"firmware"`
	Version      string           `json:"version" doc:"X-GB-Ver, such as 3.0"`
	Address      string           `json:"address" doc:"Where it calls from"`
	Transport    string           `json:"transport" doc:"udp or tcp"`
	RegisteredAt time.Time        `json:"registeredAt,omitzero"`
	LastSeen     time.Time        `json:"lastSeenAt,omitzero"`
	LastError    string           `json:"lastError" doc:"Diagnosis code of what went wrong last; empty when all is well"`
	ErrorText    string           `json:"lastErrorText" doc:"Its particulars, for a technician"`
	LastErrorAt  time.Time        `json:"lastErrorAt,omitzero"`
	Channels     int              `json:"channels"`
	CatalogAt    time.Time        `json:"catalogAt,omitzero" doc:"When its catalogue came last"`
	Options      DeviceOptions    `json:"options"`
	Can          route.Can        `json:"can"`
}

// DeviceOptions are the settings of one device. Empty texts and zeros mean the default.
type DeviceOptions struct {
	Password    string `json:"password,omitempty" maxLength:"200" doc:"Only written, never read; empty keeps it"`
	HasPassword bool   `json:"hasPassword,omitempty" doc:"Only read"`
	Digest      string `json:"digest,omitempty" enum:"MD5,SHA-256,SM3"`
	QOP         bool   `json:"qop,omitempty" doc:"Offer qop=auth"`
	NoDate      bool   `json:"noDate,omitempty" doc:"Leave the Date header out of answers"`
	Charset     string `json:"charset,omitempty" enum:"GB18030,UTF-8"`
	Dialect     string `json:"dialect,omitempty" enum:"streamnumber,streamprofile,stream,streamMode" doc:"How the sub-stream is asked for"`
	Media       string `json:"media,omitempty" enum:"tcp-passive,udp,tcp-active" doc:"How pictures come"`
	Advertise   string `json:"advertise,omitempty" maxLength:"255" doc:"Address given to this device; empty: where its REGISTER arrived"`
	Version     string `json:"version,omitempty" maxLength:"16" doc:"X-GB-Ver assumed when it sends none"`
	Keepalive   int    `json:"keepaliveSeconds,omitempty"`
	Misses      int    `json:"keepaliveMisses,omitempty"`
}

// ChannelView is one entry of a device's catalogue.
type ChannelView struct {
	ID       shiheng.ChannelID `json:"id" format:"uuid"`
	Code     string            `json:"code"`
	Name     string            `json:"name"`
	Playable bool              `json:"playable" doc:"A camera by its code"`
	Status   string            `json:"status" doc:"ON or OFF as the device says"`
	Parent   string            `json:"parent"`
	Maker    string            `json:"manufacturer"`
	Model    string            `json:"model"`
	Missing  time.Time         `json:"missingSince,omitzero" doc:"Since when whole catalogues no longer list it"`
	Camera   shiheng.CameraID  `json:"cameraId,omitzero" format:"uuid" doc:"The camera it was admitted as"`
	Seen     time.Time         `json:"seenAt" doc:"Last catalogue that named it"`
	Can      route.Can         `json:"can"`
}

// RefusalView is a registration that was refused.
type RefusalView struct {
	At      time.Time `json:"at"`
	Code    string    `json:"code"`
	Address string    `json:"address"`
	Reason  string    `json:"reason" doc:"Diagnosis code"`
	Count   int       `json:"count" doc:"How often since"`
}

// RunView is one contiguous recording.
type RunView struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to" doc:"End, or how far it is durable while it goes on"`
	Going bool      `json:"going"`
	// KeysOnly is left out of ordinary runs.
	KeysOnly bool `json:"keysOnly,omitempty" doc:"Of pictures only key frames were kept, and no sound: space was short"`
	Lesser   bool `json:"lesser,omitempty" doc:"The sub-stream was recorded in place of the main one: space was short"`
}

// GapView is a time in which nothing was recorded, with its cause.
type GapView struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to,omitzero"`
	Cause string    `json:"cause"`
}

// TimelineView is what there is of one camera in a span.
type TimelineView struct {
	Camera    shiheng.CameraID `json:"cameraId" format:"uuid"`
	From      time.Time        `json:"from"`
	To        time.Time        `json:"to"`
	Runs      []RunView        `json:"runs" nullable:"false"`
	Gaps      []GapView        `json:"gaps" nullable:"false"`
	First     time.Time        `json:"first,omitzero" doc:"Oldest footage there is"`
	DurableTo time.Time        `json:"durableTo,omitzero"`
	FloorFrom time.Time        `json:"floorFrom,omitzero" doc:"Footage from here on is younger than its floor"`
	Merged    bool             `json:"merged" doc:"Runs closer than a pixel at this scale were joined"`
}

// AttemptView is one try to open a stream, as the play doctor saw it.
type AttemptView struct {
	Role    string         `json:"role" enum:"main,sub"`
	Attempt doctor.Attempt `json:"attempt"`
}

// AuditView is one event of the log.
type AuditView struct {
	ID      shiheng.EventID    `json:"id" format:"uuid"`
	Seq     int64              `json:"seq"`
	At      time.Time          `json:"at"`
	Account shiheng.AccountID  `json:"accountId,omitzero" format:"uuid"`
	Name    string             `json:"name"`
	Remote  string             `json:"remote"`
	Act     string             `json:"act"`
	Kind    string             `json:"objectKind"`
	Object  string             `json:"objectId"`
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false"`
	Outcome string             `json:"outcome" enum:"granted,refused"`
	Article string             `json:"article"`
	Reason  string             `json:"reason"`
	Details map[string]string  `json:"details"`
}

// StatusView is how the platform is.
type StatusView struct {
	Now       time.Time       `json:"now"`
	Started   time.Time       `json:"startedAt"`
	Version   string          `json:"version"`
	Volumes   []VolumeView    `json:"volumes" nullable:"false"`
	Recording int             `json:"recording" doc:"Streams being recorded"`
	Wanted    int             `json:"wanted" doc:"Streams that should be"`
	Viewers   int             `json:"viewers"`
	Lag       float64         `json:"durableLagSeconds" doc:"Oldest footage that is not yet durable"`
	Spill     int64           `json:"spillBytes" doc:"Footage waiting in memory"`
	SpillMax  int64           `json:"spillMaxBytes"`
	Forecast  *ForecastView   `json:"forecast,omitempty" doc:"How long the store will do; missing until its pace is known"`
	Shortage  *ShortageView   `json:"shortage,omitempty" doc:"What is done without while space is short; missing while there is room"`
	Picture   string          `json:"picture" doc:"Empty, or what is missing for snapshots and transcoding"`
	Incidents []IncidentView  `json:"incidents" nullable:"false"`
	Features  map[string]bool `json:"features" doc:"Parts that are on"`
}

// ForecastView is how long the footage store will do at its present pace. Days
// are those of the law, which are short in a practice store.
type ForecastView struct {
	PerDay   int64   `json:"bytesPerDay" doc:"Footage in a day, at the pace of the last hours"`
	Measured float64 `json:"measuredSeconds" doc:"What the pace was measured over, six hours at most"`
	Room     float64 `json:"roomDays" doc:"Days of that pace that fit"`
	Floor    float64 `json:"floorDays" doc:"Days footage must be kept, the mean over the cameras being recorded"`
	Lasts    bool    `json:"lasts" doc:"The room is no less than the floor asks for"`
	Left     float64 `json:"leftDays" doc:"When it does not last: in how many days nothing is left that may be deleted to make room"`
}

// ShortageView is how far up the ladder for want of space the platform stands.
// What becomes of each camera stands in its live state, as measure.
type ShortageView struct {
	Step     string `json:"step" enum:"stop-optional,ask-for-less,keys-only,leave-on-site,declare-gaps"`
	Ordered  bool   `json:"ordered" doc:"The unit's head set in writing in which order cameras do without"`
	Lesser   int    `json:"lesser" doc:"Cameras whose sub-stream is recorded in place of the main one"`
	KeysOnly int    `json:"keysOnly" doc:"Cameras of which only key frames are recorded"`
	Left     int    `json:"leftOnDevice" doc:"Cameras whose footage stays on the device"`
	Stopped  int    `json:"stopped" doc:"Streams that are not recorded"`
}

// VolumeView is one volume of the footage store.
type VolumeView struct {
	Path   string `json:"path"`
	Size   int64  `json:"sizeBytes"`
	Used   int64  `json:"usedBytes"`
	State  string `json:"state" enum:"good,quarantined,missing,full"`
	Direct bool   `json:"directIO"`
}

// IncidentView is a condition somebody must look after.
type IncidentView struct {
	Code   string            `json:"code"`
	Since  time.Time         `json:"since"`
	Params map[string]string `json:"params"`
}

// SettingView is a setting kept as a row.
type SettingView struct {
	Key     string    `json:"key"`
	Value   string    `json:"value" doc:"JSON"`
	Changed time.Time `json:"changedAt,omitzero"`
	By      string    `json:"changedBy"`
	Zh      string    `json:"zh"`
	En      string    `json:"en"`
	Can     route.Can `json:"can" doc:"change"`
}
