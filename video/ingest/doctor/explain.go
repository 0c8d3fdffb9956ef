package doctor

import "slices"

// An Explanation is what a technician is told about a code: one sentence and
// the next step, with {name} where a parameter goes. Zh and En may differ in
// wording but not in content.
type Explanation struct {
	Code   string   `json:"code"`
	Params []string `json:"params,omitempty"`
	Zh     string   `json:"zh"`
	En     string   `json:"en"`
	NextZh string   `json:"nextZh"`
	NextEn string   `json:"nextEn"`
}

// Explanations lists every code that ingest gives, in the order of a play
// attempt: signalling, addresses, media, RTSP, this machine.
func Explanations() []Explanation {
	return slices.Concat(sipTable(), sdpTable(), mediaTable(), tcpTable(), rtspTable(), ownTable())
}

// Explain finds the explanation of a code.
func Explain(code string) (Explanation, bool) {
	all := Explanations()
	at := slices.IndexFunc(all, func(e Explanation) bool { return e.Code == code })
	if at < 0 {
		return Explanation{}, false
	}
	return all[at], true
}
