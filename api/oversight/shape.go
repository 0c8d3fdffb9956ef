package oversight

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	room "shiheng.internal/civic/oversight"
)

// VerdictView is a verdict that was given.
type VerdictView struct {
	Verdict string     `json:"verdict,omitempty" enum:",justified,concern" doc:"Empty while it waits"`
	Note    string     `json:"note,omitempty"`
	By      string     `json:"by,omitempty" doc:"What the auditor is called"`
	Decided *time.Time `json:"decided,omitempty"`
}

// AlarmView is something that somebody independent should look into.
type AlarmView struct {
	ID         string            `json:"id" format:"uuid"`
	Account    shiheng.AccountID `json:"accountId" format:"uuid"`
	Name       string            `json:"name"`
	Pattern    string            `json:"pattern" enum:"canary,own-name,outside,retried,proofs,night,volume,repeat,words"`
	Week       string            `json:"week" doc:"Its Monday"`
	Camera     string            `json:"cameraId,omitempty" format:"uuid" doc:"Of repeat and canary"`
	CameraName string            `json:"camera,omitempty"`
	Words      string            `json:"words,omitempty" doc:"The purpose that was given again and again"`
	Value      float64           `json:"value" doc:"Acts; days of repeat, hours of volume"`
	Peers      float64           `json:"peers,omitempty" doc:"The middle of what others did that week"`
	At         time.Time         `json:"at" doc:"When it was first seen"`
	VerdictView
}

// SampleView is an act that was drawn by chance.
type SampleView struct {
	Seq    int64      `json:"seq" doc:"Number of the act on record"`
	Week   string     `json:"week"`
	Drawn  time.Time  `json:"drawn"`
	Opened *time.Time `json:"opened,omitempty"`
	VerdictView
}

// ReviewedCamera is a camera of an act.
type ReviewedCamera struct {
	ID   shiheng.CameraID `json:"id" format:"uuid"`
	Name string           `json:"name"`
}

// ReviewedAct is the act of a sample.
type ReviewedAct struct {
	At      time.Time         `json:"at"`
	Account shiheng.AccountID `json:"accountId" format:"uuid"`
	Name    string            `json:"name"`
	Login   string            `json:"login"`
	Remote  string            `json:"remote"`
	Act     string            `json:"act"`
	Cameras []ReviewedCamera  `json:"cameras" nullable:"false"`
	Details map[string]string `json:"details"`
}

// SampleOpened is a sample with its act.
type SampleOpened struct {
	SampleView
	Entry ReviewedAct `json:"entry"`
}

// ReviewFigures tell how somebody reviewed samples.
type ReviewFigures struct {
	room.Figures
	Name string `json:"name"`
}

// CanaryView is a camera that nobody has a reason to open.
type CanaryView struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	Note   string           `json:"note,omitempty"`
	By     string           `json:"by,omitempty"`
	At     time.Time        `json:"at"`
}

type alarmList struct {
	route.Paged
	Decided bool   `query:"decided" doc:"Those with a verdict; else those that wait"`
	Pattern string `query:"pattern" enum:",canary,own-name,outside,retried,proofs,night,volume,repeat,words"`
	Account string `query:"accountId" maxLength:"36"`
}

type sampleList struct {
	route.Paged
	Decided bool `query:"decided" doc:"Those with a verdict; else those that wait"`
}

// VerdictBody is a verdict with its reason.
type VerdictBody struct {
	Verdict string `json:"verdict" enum:"justified,concern"`
	Note    string `json:"note" minLength:"4" maxLength:"1000" doc:"What was looked at, and what came of it"`
}

func (b VerdictBody) decision() room.Decision {
	return room.Decision{Verdict: room.Verdict(b.Verdict), Note: b.Note}
}

type alarmDecision struct {
	ID   room.AlarmID `path:"id" format:"uuid"`
	Body VerdictBody
}

type samplePath struct {
	Seq int64 `path:"seq" minimum:"1"`
}

type sampleDecision struct {
	Seq  int64 `path:"seq" minimum:"1"`
	Body VerdictBody
}

type cameraList struct {
	route.Paged
	Text string `query:"q" maxLength:"100" doc:"Part of the name"`
}

type canaryPath struct {
	ID shiheng.CameraID `path:"id" format:"uuid"`
}

type canaryPut struct {
	ID   shiheng.CameraID `path:"id" format:"uuid"`
	Body struct {
		Note string `json:"note,omitempty" maxLength:"1000"`
	}
}
