package archive

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/registry"
)

// ArchiveFieldView is one field of the archive.
type ArchiveFieldView struct {
	Code       string   `json:"code"`
	Zh         string   `json:"zh"`
	En         string   `json:"en"`
	Group      string   `json:"group"`
	Form       string   `json:"form" doc:"How a value is written"`
	Dictionary string   `json:"dictionary,omitempty"`
	Required   []string `json:"required" nullable:"false" doc:"Kinds of point for which it counts towards completeness"`
	Only       []string `json:"only" nullable:"false" doc:"Kinds of point that have it; empty: all"`
	Register   bool     `json:"register" doc:"Kept by the register of cameras, shown here"`
	// Confidential is of pictures only.
	Confidential bool    `json:"confidential,omitempty" doc:"Pictures of it must be brought in as confidential"`
	Max          int     `json:"max,omitempty"`
	Low          float64 `json:"low,omitempty"`
	High         float64 `json:"high,omitempty"`
}

// ArchiveDictionaryView is one versioned code table.
type ArchiveDictionaryView struct {
	ID        string             `json:"id"`
	Version   int                `json:"version"`
	Source    string             `json:"source"`
	Certainty string             `json:"certainty" enum:"sure,probable,unverified"`
	Zh        string             `json:"zh"`
	En        string             `json:"en"`
	Values    []ArchiveValueView `json:"values" nullable:"false"`
}

// ArchiveValueView is one entry of a code table.
type ArchiveValueView struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
}

// ArchiveSayingView words a fault; {…} is filled from its parameters.
type ArchiveSayingView struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
	DoZh string `json:"doZh" doc:"What to do about it"`
	DoEn string `json:"doEn"`
}

// ArchiveTablesView are the fields and code tables the archive works with.
type ArchiveTablesView struct {
	Fields       []ArchiveFieldView      `json:"fields" nullable:"false"`
	Dictionaries []ArchiveDictionaryView `json:"dictionaries" nullable:"false"`
	Sayings      []ArchiveSayingView     `json:"sayings" nullable:"false"`
	Data         []string                `json:"data" nullable:"false" doc:"What coordinates may be declared in"`
}

// ArchiveFaultView is what is wrong with one field.
type ArchiveFaultView struct {
	Field  string            `json:"field"`
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty" doc:"Only for those who may read the field"`
}

// ArchiveRecordView is the archive of a camera as far as the caller may read it.
type ArchiveRecordView struct {
	ID       shiheng.CameraID   `json:"id" format:"uuid"`
	ETag     string             `json:"etag"`
	Name     string             `json:"name"`
	System   shiheng.SystemID   `json:"systemId" format:"uuid"`
	Place    shiheng.PlaceID    `json:"placeId" format:"uuid"`
	Archived bool               `json:"archived" doc:"False while nobody filed it"`
	Values   map[string]string  `json:"values" doc:"By field, in the one way each is written"`
	Withheld []string           `json:"withheld" nullable:"false" doc:"Fields the caller may not read, filled or not (W168/29)"`
	Valid    int                `json:"valid"`
	Required int                `json:"required"`
	Score    int                `json:"score" doc:"Completeness in hundredths of a per cent"`
	Faults   []ArchiveFaultView `json:"faults" nullable:"false"`
	Doubts   []ArchiveFaultView `json:"doubts" nullable:"false" doc:"Faults of fields that do not count"`
	Due      bool               `json:"dueForRemoval" doc:"A temporary point past its last day"`
	Updated  time.Time          `json:"updatedAt,omitzero"`
	Can      route.Can          `json:"can"`
}

// ArchiveCardView is a camera in the list of the archive.
type ArchiveCardView struct {
	ID       shiheng.CameraID  `json:"id" format:"uuid"`
	Name     string            `json:"name"`
	System   shiheng.SystemID  `json:"systemId" format:"uuid"`
	Place    shiheng.PlaceID   `json:"placeId" format:"uuid"`
	Archived bool              `json:"archived"`
	Score    int               `json:"score"`
	Valid    int               `json:"valid"`
	Required int               `json:"required"`
	Live     string            `json:"live"`
	Values   map[string]string `json:"values" doc:"A few fields, as far as the caller may read them"`
	Due      bool              `json:"dueForRemoval"`
	Can      route.Can         `json:"can"`
}

// ArchiveChangeView is one change of a record.
type ArchiveChangeView struct {
	ID      string                    `json:"id" format:"uuid"`
	At      time.Time                 `json:"at"`
	By      string                    `json:"by" doc:"Login"`
	Import  string                    `json:"importId,omitempty"`
	Created bool                      `json:"created"`
	Changes []ArchiveFieldChangedView `json:"changes" nullable:"false" doc:"Of the fields the caller may read"`
	Others  int                       `json:"others" doc:"How many more fields changed"`
}

// ArchiveFieldChangedView is the change of one field.
type ArchiveFieldChangedView struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// ArchiveTotalsView is how far the archive is (indicators K11 and K12).
type ArchiveTotalsView struct {
	Cameras  int `json:"cameras"`
	Archived int `json:"archived"`
	Complete int `json:"complete" doc:"With nothing missing"`
	Mean     int `json:"mean" doc:"Completeness over all cameras, hundredths of a per cent"`
	Channels int `json:"channels" doc:"Announced by devices; 0 unless the caller may know of all"`
	Unlinked int `json:"unlinked" doc:"Of them without a camera"`
}

// ArchiveHitView is a camera near a point or like another one.
type ArchiveHitView struct {
	ID      shiheng.CameraID `json:"id" format:"uuid"`
	Name    string           `json:"name"`
	System  shiheng.SystemID `json:"systemId" format:"uuid"`
	Metres  float64          `json:"metres" doc:"-1 when the distance plays no part"`
	Bearing float64          `json:"bearing" doc:"Of its optical axis, degrees from north; -1 when all round, unknown, or not for the caller"`
	Apart   float64          `json:"apart" doc:"Angle between the two axes, degrees; -1 when there is none to be told"`
	Same    []string         `json:"same" nullable:"false" doc:"Fields in which it is alike"`
}

// ArchiveRepeatView is a value that several cameras have.
type ArchiveRepeatView struct {
	Value   string           `json:"value"`
	Count   int              `json:"count"`
	Cameras []ArchiveHitView `json:"cameras" nullable:"false" doc:"At most 20"`
}

// ArchivePairView is a pair of points next to each other.
type ArchivePairView struct {
	A      ArchiveHitView `json:"a"`
	B      ArchiveHitView `json:"b"`
	Metres float64        `json:"metres"`
}

// ArchiveDifferenceView is a field in which a device reports otherwise.
type ArchiveDifferenceView struct {
	Field    string    `json:"field"`
	Device   string    `json:"device"`
	Archive  string    `json:"archive"`
	Metres   float64   `json:"metres,omitempty" doc:"Between the two positions"`
	Decided  string    `json:"decided" enum:",adopted,kept" doc:"What was said of this value"`
	Note     string    `json:"note,omitempty"`
	By       string    `json:"by,omitempty"`
	DecideAt time.Time `json:"decidedAt,omitzero"`
}

// ArchiveSeenView is a channel that a device announced.
type ArchiveSeenView struct {
	Channel     shiheng.ChannelID       `json:"channelId" format:"uuid"`
	Device      shiheng.DeviceID        `json:"deviceId" format:"uuid"`
	DeviceName  string                  `json:"deviceName"`
	Name        string                  `json:"name"`
	Secrecy     bool                    `json:"secrecy" doc:"Says that it concerns secrets: refused (W168/29/2)"`
	Camera      shiheng.CameraID        `json:"cameraId,omitzero" format:"uuid"`
	CameraName  string                  `json:"cameraName,omitempty"`
	Archived    bool                    `json:"archived"`
	Differences []ArchiveDifferenceView `json:"differences" nullable:"false"`
	Seen        time.Time               `json:"seenAt"`
}

// ArchiveImportView is one sheet on its way into the archive.
type ArchiveImportView struct {
	ID        string         `json:"id" format:"uuid"`
	File      string         `json:"file"`
	State     string         `json:"state" enum:"previewed,committing,committed,undoing,undone,discarded"`
	Datum     string         `json:"datum"`
	Columns   []string       `json:"columns" nullable:"false" doc:"Fields that were found"`
	Ignored   []string       `json:"ignored" nullable:"false" doc:"Columns that no field has"`
	Counts    archive.Counts `json:"counts"`
	At        time.Time      `json:"at"`
	Committed time.Time      `json:"committedAt,omitzero"`
	Undone    time.Time      `json:"undoneAt,omitzero"`
	Can       route.Can      `json:"can"`
}

// ArchiveRowView is one row of a sheet.
type ArchiveRowView struct {
	Line    int                       `json:"line"`
	Status  string                    `json:"status" enum:"new,changed,unchanged,refused,done,left"`
	Camera  shiheng.CameraID          `json:"cameraId,omitzero" format:"uuid"`
	Name    string                    `json:"name"`
	Faults  []ArchiveFaultView        `json:"faults" nullable:"false"`
	Article string                    `json:"article,omitempty" doc:"The clause it was refused by"`
	Changes []ArchiveFieldChangedView `json:"changes" nullable:"false"`
	Outcome string                    `json:"outcome,omitempty" doc:"Code of why it was left"`
}

func faultViews(who route.Caller, l registry.Linked, faults []archive.Fault) []ArchiveFaultView {
	out := make([]ArchiveFaultView, 0, len(faults))
	for _, f := range faults {
		v := ArchiveFaultView{Field: string(f.Field), Code: f.Code}
		if sees(who, l, f.Field) {
			v.Params = f.Params
		}
		out = append(out, v)
	}
	return out
}
